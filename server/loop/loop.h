/* SPDX-License-Identifier: Apache-2.0
 *
 * One event loop: now, later, after, every, at the end of a turn, and work on threads of its own.
 * The only clock of Muster and the only floor that shows libuv. A loop is real (libuv) or fake: the
 * fake one has a clock that moves only when told and runs thread work inline, in order, so that
 * tests and simulations are deterministic. Everything is called from the loop's thread unless said
 * otherwise.
 */
#ifndef MUSTER_LOOP_LOOP_H
#define MUSTER_LOOP_LOOP_H

#include <stdbool.h>
#include <stdint.h>

struct loop;
struct timer;
struct worker;
struct crew;

typedef void loop_fn(void *context);

/* A loop on libuv. Ended by loop_free after loop_run has returned. */
struct loop *loop_new(void);
/* A fake loop whose wall clock starts at `now_ms`. */
struct loop *loop_new_fake(int64_t now_ms);
/* Makes the calls that loop_later still owes and frees *loop; all timers, workers and watches must
 * have been closed, and borrowed handles (net/lws.c) be closing: a handle nobody closes stops us
 * here. A look-up of a name that is under way (loop/dial.h) is waited for. Sets *loop to NULL. */
void loop_free(struct loop **loop);

/* Runs until loop_stop. Real loops only. */
void loop_run(struct loop *loop);
/* Makes loop_run return at the end of this turn. */
void loop_stop(struct loop *loop);
/* Fake loops: moves the clock on by `ms`, running what falls due in its order, and everything that
 * is asked for meanwhile. With 0: runs what is ready now. */
void loop_pass(struct loop *loop, int64_t ms);

/* Wall clock, milliseconds since 1970 UTC; read once per turn. */
int64_t loop_now_ms(const struct loop *loop);
/* Monotonic clock in milliseconds, for durations. */
int64_t loop_tick_ms(const struct loop *loop);
/* Monotonic clock in microseconds, read now, from any thread: for figures, never for decisions (it
 * moves on a fake loop too). */
uint64_t loop_clock_us(void);

/* Calls `fn` once, in the order asked for, after the input of this turn; what such a call
 * asks for comes after them, and what that asks for in the next turn. Never before this returns.
 * Cannot be taken back. */
void loop_later(struct loop *loop, loop_fn *fn, void *context);

/* A named place at the end of every turn, after all input and later calls of the turn: used to
 * flush once. `fn` is called once at the end of this turn for each hook that was armed, in that
 * order; one armed by a hook waits for the next turn. The hook is owned by the caller and stays at
 * its address while armed; whoever frees it disarms it first. */
struct loop_hook {
    loop_fn *fn;
    void *context;
    struct loop_hook *next; /* private */
    bool armed;             /* private */
};
void loop_arm(struct loop *loop, struct loop_hook *hook);
/* Disarms a hook; one that is not armed is left alone. */
void loop_disarm(struct loop *loop, struct loop_hook *hook);

/* Calls `fn` once after `ms`, or every `ms` (> 0); equal times in the order asked for. Never in the
 * turn that asks. A loop that was held up calls an `every` once and goes on from there. Owned by
 * the caller: ended with timer_close. */
struct timer *loop_after(struct loop *loop, int64_t ms, loop_fn *fn, void *context);
struct timer *loop_every(struct loop *loop, int64_t ms, loop_fn *fn, void *context);
/* Ends a timer, also inside its own callback and after a one-shot has fired; sets *timer to NULL.
 * NULL is ignored. `fn` is not called any more. */
void timer_close(struct timer **timer);

/* A thread that runs jobs one after another, in the order they were posted. `work` runs on the
 * thread, then `done` (may be NULL) in the loop. On a fake loop both run inside loop_pass. */
struct worker *worker_new(struct loop *loop, const char *name);
void worker_post(struct worker *worker, loop_fn *work, loop_fn *done, void *context);
/* Waits for the jobs posted so far, ends the thread, calls the `done` that are due before it
 * returns, and frees; sets *worker to NULL. Nothing may be posted any more once it has begun. NULL
 * is ignored. */
void worker_close(struct worker **worker);

/* Threads that help themselves to work whose store is their caller's. `work` is called on any of
 * them, on several at once: it takes the next piece and does it, or finds none that may be begun
 * and returns false. After a piece `done` is called in the loop, once for each or once for several.
 * On a fake loop both run inside loop_pass, piece by piece in the order of the waking. */
typedef bool crew_fn(void *context);
struct crew *crew_new(struct loop *loop, const char *name, unsigned threads, crew_fn *work,
                      loop_fn *done, void *context);
/* Tells, from the loop's thread, that there is one more piece of work. What `work` puts back for
 * later needs no telling: its thread goes on. */
void crew_wake(struct crew *crew);
/* Does what work there is, ends the threads, calls `done` for what was done before it returns, and
 * frees; sets *crew to NULL. Nothing may be told from the loop's thread any more once it has begun.
 * NULL is ignored. */
void crew_close(struct crew **crew);

/* Calls `fn` once, in the loop, when the process gets SIGTERM or SIGINT; a second signal has its
 * default action again and ends a process that hangs. Real loops only; asked for once. */
void loop_on_signal(struct loop *loop, loop_fn *fn, void *context);

/* Calls `fn`, in the loop, each time the process gets SIGHUP, from which it does not end any more.
 * Several that come at once may be one. Real loops only; asked for once. */
void loop_on_hangup(struct loop *loop, loop_fn *fn, void *context);

/* Calls `fn(context)` when `fd` (a socket or pipe that does not block) is readable, in every turn
 * in which it is; also when it has failed, which reading from it tells. Real loops only. */
struct watch;
struct watch *loop_watch(struct loop *loop, int fd, loop_fn *fn, void *context);
/* What is waited for from now on; `fn` does not learn which of the two has come. Asking for the
 * same again costs nothing. */
void watch_for(struct watch *watch, bool readable, bool writable);
/* Readable, but told once for all that has come, not in every turn in which some of it is left,
 * which costs a look at the socket more: who leaves some asks with watch_again. That the other side
 * has ended, or that it has failed, is told in every turn all the same. */
struct watch *loop_watch_news(struct loop *loop, int fd, loop_fn *fn, void *context);
/* Waits for that from now on. Asking for it again costs nothing. */
void watch_news(struct watch *watch);
/* Calls `fn` in a later turn if there is something to read. Costs nothing but after watch_news. */
void watch_again(struct watch *watch);
/* Whether it is called before those that are not first, of which a turn calls only some hundreds,
 * however many are ready. No watch is first until this is asked for. Asking for the same again
 * costs nothing. */
void watch_first(struct watch *watch, bool first);
/* From now on another is called: who takes over a socket takes over its watch, for nothing. */
void watch_to(struct watch *watch, loop_fn *fn, void *context);
/* Stops watching and frees in a later turn; the caller may close the fd at once. Sets *watch to
 * NULL. */
void watch_close(struct watch **watch);

/* The underlying uv_loop_t, as a void pointer, for net/lws.c alone. NULL on a fake loop. */
void *loop_uv(struct loop *loop);

#endif
