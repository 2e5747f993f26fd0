/* SPDX-License-Identifier: Apache-2.0
 *
 * The diagnostics log: one line per event on standard error, a fixed sentence and key=value pairs,
 * with time (UTC, RFC 3339) and level. Never a token, never what people wrote. Called by hub/, net/
 * and the roof only.
 */
#ifndef MUSTER_BASE_LOG_H
#define MUSTER_BASE_LOG_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR, LOG_OFF };

/* What is below `level` is not written. LOG_INFO at the start. */
void log_set_level(enum log_level level);
/* Each line begins with its priority for journald (<6>) from now on; before the threads start. */
void log_set_priorities(void);
/* True when a line of `level` would be written. */
int log_wanted(enum log_level level);
/* Writes one line: log_line(LOG_INFO, "listening", "address=%s port=%d", address, port). `pairs`
 * may be NULL. */
void log_line(enum log_level level, const char *sentence, const char *pairs, ...)
    __attribute__((format(printf, 3, 4)));

#endif
