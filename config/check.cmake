# SPDX-License-Identifier: Apache-2.0
# Nothing is laid down before all of it is there.
if(NOT EXISTS "${MUSTER_SOURCE}/clients/web/dist/index.html")
    message(FATAL_ERROR "the web client is not built: ./dev build makes it")
endif()
