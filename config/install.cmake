# SPDX-License-Identifier: Apache-2.0
# The files that depend on where they are laid down: the units name the program, and the
# configuration the journal of a service. A configuration that is there already stays as it is.
set(root "$ENV{DESTDIR}")
set(prefix "${CMAKE_INSTALL_PREFIX}")

set(common OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)

# lay(PATH TEXT MODES...): writes a file, and says so as CMake does.
function(lay path text)
    file(WRITE "${root}${path}" "${text}")
    file(CHMOD "${root}${path}" PERMISSIONS ${ARGN})
    message(STATUS "Installing: ${root}${path}")
endfunction()

foreach(name muster.service muster-keep.service muster-keep.timer muster-follow.service)
    file(READ "${MUSTER_SOURCE}/config/${name}" unit)
    string(REPLACE "/usr/bin/" "${prefix}/bin/" unit "${unit}")
    string(REPLACE "/usr/share/" "${prefix}/share/" unit "${unit}")
    lay("${prefix}/lib/systemd/system/${name}" "${unit}" ${common})
endforeach()

file(READ "${MUSTER_SOURCE}/config/nginx-ingest.conf" ingest)
string(REPLACE "/usr/lib/muster/" "${prefix}/lib/muster/" ingest "${ingest}")
lay("${prefix}/share/doc/muster/examples/nginx-ingest.conf" "${ingest}" ${common})

file(READ "${MUSTER_SOURCE}/config/muster.ini" own)
string(REPLACE "#url = sqlite:var/muster.db" "url = sqlite:/var/lib/muster/muster.db" own "${own}")
# Whoever moves to PostgreSQL loses no key when it crashes and this instance is started again.
string(REPLACE "\n#keys =\n" "\nkeys = /var/lib/muster/keys\n" own "${own}")
lay("${prefix}/share/doc/muster/examples/muster.ini" "${own}" ${common})
if(EXISTS "${root}/etc/muster/muster.ini")
    message(STATUS "Kept: ${root}/etc/muster/muster.ini")
else()
    # It may hold passwords: nobody but root and the service reads it.
    lay("/etc/muster/muster.ini" "${own}" OWNER_READ OWNER_WRITE GROUP_READ)
endif()
