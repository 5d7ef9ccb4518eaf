#include "check.h"

#include <errno.h>
#include <sched.h>

static void a_thread_runs_where_it_is_pinned(void) {
    cpu_set_t allowed;
    CHECK(sched_getaffinity(0, sizeof allowed, &allowed) == 0);
    for (uint32_t core = 0; core < CPU_SETSIZE; core++) {
        if (!CPU_ISSET(core, &allowed)) continue;
        CHECK(gw_thread_pin(core) == 0);
        CHECK(sched_getcpu() == (int)core);
    }
    CHECK(sched_setaffinity(0, sizeof allowed, &allowed) == 0);
}

static void a_core_that_is_not_there_is_refused(void) {
    CHECK(gw_thread_pin(CPU_SETSIZE - 1) == -EINVAL);
    CHECK(gw_thread_pin(CPU_SETSIZE) == -EINVAL);
    CHECK(gw_thread_pin(UINT32_MAX) == -EINVAL);
}

static void a_process_leaves_a_core_to_one_thread(void) {
    cpu_set_t all;
    CHECK(sched_getaffinity(0, sizeof all, &all) == 0);
    int cores = CPU_COUNT(&all);
    uint32_t last = 0;
    for (uint32_t core = 0; core < CPU_SETSIZE; core++) {
        if (CPU_ISSET(core, &all)) last = core;
    }

    CHECK(gw_process_last_core() == (int32_t)last);
    CHECK(gw_process_avoid(CPU_SETSIZE) == -EINVAL);
    int32_t moved = gw_process_avoid(last);
    CHECK(cores > 1 ? moved >= 1 : moved == -EINVAL);
    cpu_set_t left;
    CHECK(sched_getaffinity(0, sizeof left, &left) == 0);
    CHECK(CPU_COUNT(&left) == (cores > 1 ? cores - 1 : 1));
    CHECK(gw_thread_pin(last) == 0);
    CHECK(sched_setaffinity(0, sizeof all, &all) == 0);
}

int main(void) {
    RUN(a_core_that_is_not_there_is_refused);
    RUN(a_thread_runs_where_it_is_pinned);
    RUN(a_process_leaves_a_core_to_one_thread);
    return check_end();
}
