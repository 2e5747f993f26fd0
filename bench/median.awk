# SPDX-License-Identifier: Apache-2.0
# Shared by the tables: key=value lines into v[], medians and extremes of what was added under a
# name.

function fields_read(    i, at) {
    split("", v)
    for (i = 1; i <= NF; i++) {
        at = index($i, "=")
        v[substr($i, 1, at - 1)] = substr($i, at + 1)
    }
}

function sample_add(name, value) {
    samples[name, ++samples_count[name]] = value + 0
}

# The middle one; of an even number the mean of the two in the middle.
function sample_median(name,    n, i, j, swap, sorted) {
    n = samples_count[name]
    for (i = 1; i <= n; i++) {
        sorted[i] = samples[name, i]
        for (j = i; j > 1 && sorted[j] < sorted[j - 1]; j--) {
            swap = sorted[j]
            sorted[j] = sorted[j - 1]
            sorted[j - 1] = swap
        }
    }
    if (n == 0)
        return 0
    return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

# The greatest one, or with `sign` -1 the least.
function sample_most(name, sign,    i, most) {
    most = samples[name, 1]
    for (i = 2; i <= samples_count[name]; i++)
        if (samples[name, i] * sign > most * sign)
            most = samples[name, i]
    return most
}

# 1234567 as 1,234,567
function number_grouped(x,    text) {
    text = sprintf("%.0f", x)
    while (match(text, /[0-9][0-9][0-9][0-9](,|$)/))
        text = substr(text, 1, RSTART) "," substr(text, RSTART + 1)
    return text
}
