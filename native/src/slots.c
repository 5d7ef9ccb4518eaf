#include "slots.h"

void slots_start(slots_t *slots) {
    for (uint32_t i = 0; i < GW_CONNECTIONS_MAX; i++) slots->conns[i] = i;
}

uint32_t slots_lowest(const slots_t *slots) {
    for (uint32_t i = 0; i < SLOT_WORDS; i++) {
        if (~slots->busy[i] != 0) return i * 64 + (uint32_t)__builtin_ctzll(~slots->busy[i]);
    }
    return NO_SLOT;
}

uint32_t slots_take(slots_t *slots, uint32_t slot) {
    uint32_t last = slots->conns[slot] >> 16;
    uint32_t generation = last == 0xFFFF ? 1 : last + 1;
    slots->busy[slot / 64] |= 1ull << slot % 64;
    slots->conns[slot] = generation << 16 | slot;
    return slots->conns[slot];
}

void slots_give(slots_t *slots, uint32_t slot) {
    slots->busy[slot / 64] &= ~(1ull << slot % 64);
}

uint32_t slots_after(const slots_t *slots, uint32_t slot) {
    for (uint32_t i = 1; i < GW_CONNECTIONS_MAX; i++) {
        uint32_t next = (slot + i) % GW_CONNECTIONS_MAX;
        uint64_t busy = slots->busy[next / 64] >> next % 64;
        if (busy == 0) i += 63 - next % 64;
        if ((busy & 1) != 0) return next;
    }
    return slot;
}
