/* A test is a function; one CHECK that fails fails it and is printed. End main with check_end. */
#ifndef CHECK_H
#define CHECK_H

#include "gw.h"

#include <stdio.h>

static int check_passed;
static int check_failed;
static int check_broken; /* in the test that runs */

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            check_broken++;                                                                        \
            printf("%s:%d: %s: %s\n", __FILE__, __LINE__, __func__, #condition);                   \
        }                                                                                          \
    } while (0)

#define RUN(test)                                                                                  \
    do {                                                                                           \
        check_broken = 0;                                                                          \
        test();                                                                                    \
        *(check_broken == 0 ? &check_passed : &check_failed) += 1;                                 \
    } while (0)

static inline int check_end(void) {
    printf("%d passed, %d failed\n", check_passed, check_failed);
    return check_failed == 0 && check_passed > 0 ? 0 : 1;
}

#endif
