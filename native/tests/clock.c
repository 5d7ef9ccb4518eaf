/* UTC never goes back, across threads too; ticks go on. */
#include "check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { READS = 200000 };

static time_t set_back_s;

/* Stands before libc's for the library too: the clock that somebody sets back. */
int clock_gettime(clockid_t clock, struct timespec *now) {
    long result = syscall(SYS_clock_gettime, clock, now);
    if (clock == CLOCK_REALTIME) now->tv_sec -= set_back_s;
    return (int)result;
}

static _Atomic uint64_t shown; /* the latest time that any thread was told */

/* A time told after another thread showed its own is never below it. */
static void *read_times(void *argument) {
    uint64_t *backward = argument;
    for (int i = 0; i < READS; i++) {
        uint64_t before = atomic_load(&shown);
        uint64_t now = gw_clock_now_ns();
        *backward += now < before;
        while (before < now && !atomic_compare_exchange_weak(&shown, &before, now)) {
        }
    }
    return NULL;
}

static void now_never_goes_back_across_threads(void) {
    uint64_t backward[2] = {0};
    pthread_t other;
    CHECK(pthread_create(&other, NULL, read_times, &backward[1]) == 0);
    read_times(&backward[0]);
    pthread_join(other, NULL);
    CHECK(backward[0] == 0 && backward[1] == 0);
}

static void a_clock_that_is_set_back_stands_still(void) {
    uint64_t before = gw_clock_now_ns();
    set_back_s = 3600;
    uint64_t after = gw_clock_now_ns();
    struct timespec seen;
    clock_gettime(CLOCK_REALTIME, &seen);
    CHECK((uint64_t)seen.tv_sec < before / 1000000000u); /* or this test would test nothing */
    CHECK(after == before && gw_clock_now_ns() == before);
    set_back_s = 0;
    CHECK(gw_clock_now_ns() > before);
}

static void now_is_utc(void) {
    uint64_t told = gw_clock_now_ns() / 1000000000u;
    uint64_t wall = (uint64_t)time(NULL);
    CHECK(told <= wall + 1 && wall <= told + 2);
}

static void ticks_are_ns(void) {
    uint64_t before = gw_clock_ticks_ns();
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    uint64_t span = gw_clock_ticks_ns() - before;
    CHECK(span >= 5000000 && span < 5000000000u);
}

int main(void) {
    RUN(now_never_goes_back_across_threads);
    RUN(a_clock_that_is_set_back_stands_still);
    RUN(now_is_utc);
    RUN(ticks_are_ns);
    return check_end();
}
