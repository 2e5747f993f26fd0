# SPDX-License-Identifier: Apache-2.0
# The table of bench/greedy: medians of the rounds, and whether one greedy member costs the others
# no more than twice what they wait alone. Nobody of them may be cut off, refused or left waiting.
{ fields_read() }

v["scenario"] == "greedy" {
    people = v["people"]
    for (i in v)
        sample_add(v["phase"] " " i, v[i])
}

function row_print(phase, title,    at) {
    at = phase " "
    printf "%-23s %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %7d %8d %5.2f %5.2f\n", title,
        sample_median(at "chat_p50_ms"), sample_median(at "chat_p99_ms"),
        sample_median(at "room_p50_ms"), sample_median(at "room_p99_ms"),
        sample_median(at "thread_p50_ms"), sample_median(at "thread_p99_ms"),
        sample_median(at "unseen"), sample_median(at "unjoined"),
        sample_median(at "cpu_share"), sample_median(at "generator_busy")
}

function ratio(what,    alone) {
    alone = sample_median("alone " what "_p99_ms")
    return alone > 0 ? sample_median("greedy " what "_p99_ms") / alone : 0
}

function role_print(role, title,    at) {
    at = "greedy " role "_"
    printf "  %-44s %11s %9s %9s\n", title, number_grouped(sample_median(at "sent")),
        number_grouped(sample_median(at "taken")), number_grouped(sample_median(at "refused"))
}

END {
    printf "%d people, 10 chat messages a second of all together; 4 a second join the room, 4 a thread" \
        " of 600 kB\nmedians of %d rounds\n\n", people, samples_count["greedy people"]
    print "                         until everybody     join the room,  join the thread," \
        "   never    never   CPU share of"
    print "                          has it, ms               ms                ms" \
        "         seen   joined  server, load"
    print "                             p50      p99      p50      p99      p50      p99"
    row_print("alone", "alone")
    row_print("greedy", "beside a greedy member")
    row_print("after", "after the member left")
    printf "others, beside the member: %d commands refused, %d connections lost\n\n",
        sample_median("greedy refused"), sample_median("greedy cut")
    printf "memory: the server grew by %.1f MB alone, by %.1f MB beside the member; the journal by" \
        " %.1f and %.1f MB\n\n", sample_median("alone rss_bytes") / 1e6,
        sample_median("greedy rss_bytes") / 1e6, sample_median("alone journal_bytes") / 1e6,
        sample_median("greedy journal_bytes") / 1e6
    printf "the member's commands in %.0f s, four connections each%12s %9s %9s\n",
        sample_median("greedy seconds"), "sent", "taken", "refused"
    role_print("chat", "chat messages of 4,000 bytes")
    role_print("thread", "coming to the thread and leaving it")
    role_print("nowhere", "commands to rooms that do not exist")
    role_print("silent", "coming to the thread, reading nothing")
    printf "  connected %d times, cut off by the server %d times\n\n",
        sample_median("greedy connects"), sample_median("greedy closed")
    whole = sample_median("greedy refused") + sample_median("greedy cut") + \
        sample_median("greedy unseen") + sample_median("greedy unjoined") == 0
    fair = whole && ratio("chat") <= 2 && ratio("room") <= 2 && ratio("thread") <= 2
    printf "VERDICT: %s: p99 beside the member is %.1f times that alone for chat, %.1f for joins of the" \
        " room, %.1f for joins of the thread (goal: at most 2)%s\n", fair ? "fair" : "NOT FAIR",
        ratio("chat"), ratio("room"), ratio("thread"),
        whole ? "" : "; others were refused, cut off, or never saw or joined something"
}
