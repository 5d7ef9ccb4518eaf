/* Where a received stream is cut into events, and the tokens that give them back. */
#ifndef PIECES_H
#define PIECES_H

#include "gw.h"

#include <stdbool.h>

/* How long pieces are: up to max, or pseudo-random from 1 to max when there is a seed. */
typedef struct pieces {
    uint64_t random; /* state of a xorshift; 0: none */
    uint64_t max;
} pieces_t;

/* Multiplied by an odd constant (2^64 over the golden ratio): small seeds differ at once. */
static inline uint64_t pieces_random(uint64_t seed) {
    return seed * 0x9E3779B97F4A7C15ull;
}

static inline uint64_t piece_length(pieces_t *pieces) {
    if (pieces->random == 0) return pieces->max;
    /* xorshift64: Marsaglia, Xorshift RNGs, 2003, triple 13, 7, 17. */
    pieces->random ^= pieces->random << 13;
    pieces->random ^= pieces->random >> 7;
    pieces->random ^= pieces->random << 17;
    return 1 + ((pieces->random >> 32) * pieces->max >> 32);
}

/* token: generation 63..48, slot 47..38, begin 37..11 (of the stream, modulo 2^27), length 10..0.
 * A ring is at most 2^26 bytes, so begin tells every piece that can be out at one time. */
enum { TOKEN_LENGTH_BITS = 11, TOKEN_BEGIN_BITS = 27, TOKEN_SLOT_SHIFT = 38 };

static_assert(TOKEN_LENGTH_BITS + TOKEN_BEGIN_BITS == TOKEN_SLOT_SHIFT, "no gap");
static_assert(GW_PIECE_BYTES_MAX < 1 << TOKEN_LENGTH_BITS, "a length fits");
static_assert(GW_CONNECTIONS_MAX <= 1 << (48 - TOKEN_SLOT_SHIFT), "a slot fits");

static inline uint64_t token_of(uint32_t conn, uint64_t begin, uint32_t length) {
    uint64_t generation = conn >> 16;
    uint64_t slot = conn & 0xFFFF;
    begin &= (1ull << TOKEN_BEGIN_BITS) - 1;
    return generation << 48 | slot << TOKEN_SLOT_SHIFT | begin << TOKEN_LENGTH_BITS | length;
}

static inline uint32_t token_slot(uint64_t token) {
    return (uint32_t)(token >> TOKEN_SLOT_SHIFT) & (GW_CONNECTIONS_MAX - 1);
}

/* Length of the piece that a token names if it is the oldest of those out: begin to taken. Else 0.
 */
static inline uint32_t token_length(uint64_t token, uint32_t conn, uint64_t begin, uint64_t taken) {
    uint32_t length = (uint32_t)token & ((1u << TOKEN_LENGTH_BITS) - 1);
    bool oldest = token == token_of(conn, begin, length) && length <= taken - begin;
    return oldest ? length : 0;
}

#endif
