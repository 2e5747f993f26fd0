# SPDX-License-Identifier: Apache-2.0
# The table of bench/bytes: what the scripted hour costs one participant of each class.
{ fields_read() }

v["class"] == "script" {
    script = sprintf("%d chat messages, %d votes in 8 polls, 80 questions with %d up-votes, " \
        "%d reactions, %d times somebody comes", v["chat"], v["ballot"], v["upvote"], v["react"], v["come"])
}

v["scenario"] == "bytes" && ("total" in v) { total[v["class"]] = v["total"] }

v["scenario"] == "bytes" && (("type" in v) || ("part" in v)) {
    what = ("type" in v) ? "type" : "part"
    # A name may hold a blank, which ends the field.
    match($0, what "=.* bytes=")
    name = substr($0, RSTART + 5, RLENGTH - 12)
    key = what " " name
    if (!(key in seen)) {
        seen[key] = 1
        names[what, ++names_count[what]] = name
    }
    bytes[v["class"], key] = v["bytes"]
    times[v["class"], key] = v["times"]
}

function rows_print(what,    i, key) {
    for (i = 1; i <= names_count[what]; i++) {
        key = what " " names[what, i]
        printf "  %-20s %9s %8s %12s %8s %12s\n", names[what, i],
            number_grouped(bytes["full", key]), number_grouped(times["full", key]),
            number_grouped(bytes["lean", key]), number_grouped(times["lean", key]),
            what == "type" ? number_grouped(bytes["packed", key]) : ""
    }
}

END {
    print script "\n"
    print "                            full               lean                 packed"
    print "                           bytes    times        bytes    times        bytes"
    printf "  %-20s %9s %8s %12s %8s %12s\n", "together", number_grouped(total["full"]), "",
        number_grouped(total["lean"]), "", number_grouped(total["packed"])
    printf "  %-20s %9s %8s %12s %8s %12s\n\n", "budget", "600,000", "", "330,000", "", "120,000"
    print "  by type of push"
    rows_print("type")
    print "\n  by part of the view, in patches; the rest is envelopes"
    rows_print("part")
}
