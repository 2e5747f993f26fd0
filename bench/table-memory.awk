# SPDX-License-Identifier: Apache-2.0
# The table of bench/memory: medians of the rounds.
{ fields_read() }

v["scenario"] == "memory" {
    part = v["part"] " " (v["transport"] ? v["transport"] : "-")
    if (!(part in seen)) {
        seen[part] = 1
        parts[++parts_count] = part
    }
    people = v["subscribers"]
    for (i in v)
        sample_add(part " " i, v[i])
}

v["scenario"] == "size" {
    sizes[++sizes_count] = sprintf("  struct %-14s %5d", v["struct"], v["bytes"])
}

END {
    printf "%s participants, resident bytes of the server for each; of the kernel for its end of an idle socket\n\n", number_grouped(people)
    print "             transport          heap   other anonymous   from files     sum    goal   kernel"
    goals["joined"] = 1300
    goals["with-inbox"] = 3300
    for (p = 1; p <= parts_count; p++) {
        split(parts[p], at, " ")
        kernel = sample_median(parts[p] " kernel_bytes")
        printf "%-12s %-13s %9.0f %17.0f %12.0f %7.0f %7s %8s\n", at[1], at[2],
            sample_median(parts[p] " heap_bytes"), sample_median(parts[p] " mapped_bytes"),
            sample_median(parts[p] " file_bytes"), sample_median(parts[p] " rss_bytes"),
            (at[1] in goals ? goals[at[1]] : ""), kernel ? sprintf("%.0f", kernel) : "-"
    }
    print "\nof these, structs of the server of which each has one (bytes):"
    for (s = 1; s <= sizes_count; s++)
        print sizes[s]
}
