#include "gw.h"

#include <stdatomic.h>
#include <time.h>

static uint64_t read_ns(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time); /* in the vDSO: no system call */
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* CLOCK_REALTIME may be set back by an operator or by NTP; then the latest time told stands until
 * it is passed. Relaxed is enough: one variable that only grows, and an order between two calls
 * on two threads comes with whatever ordered them. */
uint64_t gw_clock_now_ns(void) {
    static _Atomic uint64_t latest;
    uint64_t now = read_ns(CLOCK_REALTIME);
    uint64_t last = atomic_load_explicit(&latest, memory_order_relaxed);
    while (now > last) {
        if (atomic_compare_exchange_weak_explicit(&latest, &last, now, memory_order_relaxed,
                                                  memory_order_relaxed)) {
            return now;
        }
    }
    return last;
}

uint64_t gw_clock_ticks_ns(void) {
    return read_ns(CLOCK_MONOTONIC);
}
