# SPDX-License-Identifier: Apache-2.0
# The table of bench/memory: medians of the rounds.
{ fields_read() }

v["scenario"] == "memory" {
    if (!(v["part"] in seen)) {
        seen[v["part"]] = 1
        parts[++parts_count] = v["part"]
    }
    people = v["subscribers"]
    for (i in v)
        sample_add(v["part"] " " i, v[i])
}

v["scenario"] == "size" {
    sizes[++sizes_count] = sprintf("  struct %-14s %5d", v["struct"], v["bytes"])
}

END {
    printf "%s participants, resident bytes of the server for each\n\n", number_grouped(people)
    print "                 heap   other anonymous   from files     sum"
    for (p = 1; p <= parts_count; p++)
        printf "%-12s %8.0f %17.0f %12.0f %7.0f\n", parts[p], sample_median(parts[p] " heap_bytes"),
            sample_median(parts[p] " mapped_bytes"), sample_median(parts[p] " file_bytes"),
            sample_median(parts[p] " rss_bytes")
    print "\nof these, structs of the server of which each has one (bytes):"
    for (s = 1; s <= sizes_count; s++)
        print sizes[s]
}
