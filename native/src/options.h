/* What stands behind the colon of a back end's configuration: "KEY=NUMBER,KEY=NUMBER". */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct option {
    const char *key;
    uint64_t min;
    uint64_t max;
    uint64_t *value; /* keeps what it had when the key is not given */
} option_t;

/* False when a key is unknown, a number is none or out of bounds, or a comma is left over. Of a
 * key given twice the last counts. */
bool options_read(const char *text, const option_t *options, uint32_t count);

#endif
