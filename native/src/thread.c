#include "gw.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/types.h>

int32_t gw_thread_pin(uint32_t core) {
    if (core >= CPU_SETSIZE) return -EINVAL;
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    return -pthread_setaffinity_np(pthread_self(), sizeof cores, &cores);
}

int32_t gw_process_last_core(void) {
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) < 0) return -errno;
    int32_t core = CPU_SETSIZE - 1;
    while (core > 0 && !CPU_ISSET((size_t)core, &cores)) core--;
    return core;
}

int32_t gw_process_avoid(uint32_t core) {
    if (core >= CPU_SETSIZE) return -EINVAL;
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) < 0) return -errno;
    CPU_CLR(core, &cores);
    if (CPU_COUNT(&cores) == 0) return -EINVAL;

    DIR *threads = opendir("/proc/self/task");
    if (!threads) return -errno;
    int32_t moved = 0;
    for (struct dirent *entry = readdir(threads); entry; entry = readdir(threads)) {
        pid_t thread = (pid_t)atoi(entry->d_name);
        if (thread > 0 && sched_setaffinity(thread, sizeof cores, &cores) == 0) moved++;
    }
    closedir(threads);
    return moved;
}
