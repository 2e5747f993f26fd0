# SPDX-License-Identifier: Apache-2.0
# The table of bench/paired: the ratios of every round, their median and how far they lie apart.
{ fields_read() }

v["scenario"] == "fanout" {
    line_take(v["subscribers"] " fan-out", v["together"], v["delivery_ns"])
    faults += v["faults"]
    if (v["together"] == 1 && v["per_read"] > met)
        met = v["per_read"]
    bytes[v["target"]] = v["frame_bytes"]
}
v["scenario"] == "join" && v["present"] == "all" { line_take(v["subscribers"] " join", 1, v["join_ns"]) }
v["scenario"] == "peer" && v["missing"] { missing[v["target"]] = 1 }
v["scenario"] == "version" { version = v["target"] " is " v["version"] }

function line_take(what, together, ns) {
    place = what " " together
    if (!(place in seen)) {
        seen[place] = 1
        places[++places_count] = place
    }
    if (v["target"] != "muster" && v["target"] != "floor")
        peer = v["target"]
    if (v["round"] + 0 > rounds)
        rounds = v["round"] + 0
    of[place, v["target"], v["round"]] = ns
    sample_add(place " " v["target"], ns)
}

# What the issue of the day is measured by: the least that is wanted of a median.
function goal(place, target,    at) {
    split(place, at, " ")
    if (target != "floor")
        return 1.03
    if (at[2] == "join")
        return 0.80
    if (at[1] >= 5000)
        return at[3] == 1 ? 0.93 : 0.97
    return at[3] == 1 ? 0.90 : 0.88
}

function ratios_print(place, target,    r, name, at, title) {
    name = place " of " target
    for (r = 1; r <= rounds; r++)
        if (of[place, "muster", r] > 0 && of[place, target, r] > 0)
            sample_add(name, of[place, target, r] / of[place, "muster", r])
    if (samples_count[name] == 0)
        return
    split(place, at, " ")
    title = at[2] == "join" ? (number_grouped(at[1]) " join") : \
        (number_grouped(at[1]) ", " (at[3] == 1 ? "one at a time" : at[3] " together"))
    printf "%-22s %-12s %7.3f %7.3f %7.3f %6.2f %-4s %9.0f %9.0f\n", title, target,
        sample_median(name), sample_most(name, -1), sample_most(name, 1), goal(place, target),
        (sample_median(name) >= goal(place, target) ? "yes" : "no"), sample_median(place " muster"),
        sample_median(place " " target)
}

END {
    printf "%d rounds, ratios within each; faults %d\n\n", rounds, faults
    print "                                          of it in each round  at least       CPU ns of one"
    print "                       beside        median   least    most   goal met     muster    beside"
    for (p = 1; p <= places_count; p++)
        ratios_print(places[p], "floor")
    for (p = 1; p <= places_count && peer; p++)
        ratios_print(places[p], peer)
    print ""
    for (t in bytes)
        text = text sprintf(", %s %d", t, bytes[t])
    print "bytes of a push: " substr(text, 3)
    if (version)
        print version
    for (t in missing)
        print t " did not start or is not to be had here"
    if (met > 1.05)
        printf "NOT ONE AT A TIME: up to %.2f messages met on the way, so the machine was not free\n", met
}
