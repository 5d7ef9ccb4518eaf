/* Memory is zeroed, writable to its last byte, aligned, told as it is, and given back. */
#include "check.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static uint64_t kib_of(const char *key) {
    char line[256];
    unsigned long long kib = 0;
    FILE *file = fopen("/proc/self/status", "r");
    if (file == NULL) return 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, key, strlen(key)) == 0) sscanf(line + strlen(key), ": %llu", &kib);
    }
    fclose(file);
    return kib;
}

/* False under a sanitizer, which answers mlock itself and locks nothing. */
static int locks_are_real(void) {
    static uint8_t page[4096];
    uint64_t before = kib_of("VmLck");
    if (mlock(page, sizeof page) != 0) return 1;
    int real = kib_of("VmLck") > before;
    munlock(page, sizeof page);
    return real;
}

static void use(uint64_t bytes, uint32_t wanted) {
    void *memory = NULL;
    uint32_t got = 99;
    uint64_t locked = kib_of("VmLck");
    CHECK(gw_memory_reserve(bytes, wanted, &memory, &got) == 0);
    if (memory == NULL) return;

    uint8_t *first = memory;
    CHECK((got & ~wanted) == 0);
    CHECK((uintptr_t)memory % 64 == 0);
    CHECK(first[0] == 0 && first[bytes / 2] == 0 && first[bytes - 1] == 0);
    first[0] = first[bytes - 1] = 1;
    int told = (got & GW_MEMORY_LOCKED) != 0;
    CHECK(told == (kib_of("VmLck") > locked) || !locks_are_real());
    CHECK(gw_memory_free(memory, bytes) == 0);
    CHECK(kib_of("VmLck") == locked);

    unsigned char resident;
    CHECK(mincore(memory, 1, &resident) == -1 && errno == ENOMEM);
}

static void every_size_and_wish_works(void) {
    static const uint64_t sizes[] = {1, 4096, 100000, 1 << 20, (1 << 20) + 1, 5 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (uint32_t wanted = 0; wanted < 4; wanted++) use(sizes[i], wanted);
    }
}

static void nothing_is_lost_around_what_is_given_back(void) {
    uint64_t before = kib_of("VmSize");
    for (int i = 0; i < 100; i++) use(3 << 20, GW_MEMORY_HUGE);
    CHECK(kib_of("VmSize") < before + 3 * 1024);
}

static void too_much_is_refused(void) {
    static const uint64_t sizes[] = {1ull << 60, UINT64_MAX, UINT64_MAX - (2 << 20),
                                     UINT64_MAX - (5 << 20)};
    void *memory;
    uint32_t got;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        CHECK(gw_memory_reserve(sizes[i], 0, &memory, &got) == -ENOMEM && memory == NULL);
        CHECK(gw_memory_reserve(sizes[i], GW_MEMORY_HUGE, &memory, &got) == -ENOMEM && got == 0);
    }
    CHECK(gw_memory_reserve(0, 0, &memory, &got) == -EINVAL);
    CHECK(gw_memory_free(NULL, 1) == -EINVAL);
}

int main(void) {
    RUN(every_size_and_wish_works);
    RUN(nothing_is_lost_around_what_is_given_back);
    RUN(too_much_is_refused);
    return check_end();
}
