#include "gw.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* Linux 5.14 */
#endif

enum { HUGE_BITS = 21, HUGE_2MIB = HUGE_BITS << 26 /* MAP_HUGE_SHIFT */ };

static const uint64_t huge_bytes = 1ull << HUGE_BITS;

/* The number of bytes alone tells whether huge pages are tried, so that gw_memory_free finds the
 * same size: from half a huge page up, where rounding up at most doubles. */
static bool is_large(uint64_t bytes) {
    return bytes >= huge_bytes / 2;
}

/* 0 when there is no such number. */
static uint64_t rounded(uint64_t bytes) {
    uint64_t page = is_large(bytes) ? huge_bytes : (uint64_t)sysconf(_SC_PAGESIZE);
    return bytes > UINT64_MAX - huge_bytes ? 0 : (bytes + page - 1) & ~(page - 1);
}

static void *map(uint64_t bytes, int flags) {
    void *memory =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

/* Begins at a multiple of 2 MiB, or transparent huge pages would miss its edges. */
static void *map_aligned(uint64_t bytes) {
    if (bytes > UINT64_MAX - huge_bytes) return NULL;
    uint8_t *memory = map(bytes + huge_bytes, 0);
    if (memory == NULL) return NULL;

    uint64_t before = (uint64_t)(-(intptr_t)memory) & (huge_bytes - 1);
    if (before > 0) munmap(memory, before);
    munmap(memory + before + bytes, huge_bytes - before);
    madvise(memory + before, bytes, MADV_HUGEPAGE);
    return memory + before;
}

int32_t gw_memory_reserve(uint64_t bytes, uint32_t wanted, void **memory, uint32_t *got) {
    *memory = NULL;
    *got = 0;
    if (bytes == 0) return -EINVAL;
    uint64_t size = rounded(bytes);
    if (size == 0) return -ENOMEM;

    bool huge = (wanted & GW_MEMORY_HUGE) != 0 && is_large(bytes);
    if (huge && (*memory = map(size, MAP_HUGETLB | HUGE_2MIB)) != NULL) *got |= GW_MEMORY_HUGE;
    if (*memory == NULL) *memory = huge ? map_aligned(size) : map(size, 0);
    if (*memory == NULL) return -ENOMEM;

    if ((wanted & GW_MEMORY_LOCKED) != 0) {
        if (mlock(*memory, size) == 0) {
            *got |= GW_MEMORY_LOCKED;
        } else {
            madvise(*memory, size, MADV_POPULATE_WRITE); /* at least no first touch later */
        }
    }
    return 0;
}

int32_t gw_memory_free(void *memory, uint64_t bytes) {
    uint64_t size = rounded(bytes);
    if (memory == NULL || size == 0) return -EINVAL;
    return munmap(memory, size) == 0 ? 0 : -errno;
}
