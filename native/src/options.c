#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const option_t *find(const option_t *options, uint32_t count, const char *key,
                            size_t length) {
    for (uint32_t i = 0; i < count; i++) {
        const char *each = options[i].key;
        if (strlen(each) == length && memcmp(each, key, length) == 0) return &options[i];
    }
    return NULL;
}

static bool read_number(const char **at, const option_t *option) {
    char *end;
    if (**at < '0' || **at > '9') return false;
    errno = 0;
    uint64_t value = strtoull(*at, &end, 10);
    *at = end;
    *option->value = value;
    return errno == 0 && value >= option->min && value <= option->max;
}

bool options_read(const char *text, const option_t *options, uint32_t count) {
    while (*text != 0) {
        size_t length = strcspn(text, "=");
        const option_t *option = find(options, count, text, length);
        text += length;
        if (option == NULL || *text++ != '=' || !read_number(&text, option)) return false;
        if (*text == 0) return true;
        if (*text++ != ',' || *text == 0) return false;
    }
    return true;
}
