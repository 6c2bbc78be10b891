// SPDX-License-Identifier: Apache-2.0
/*
 * Encodes one group with Intel ISA-L, over and over. Arguments: data, parity, bytes of a shard.
 * For each line of standard input, a number of milliseconds, it works so long and prints bytes of data per nanosecond.
 * Ends with its input.
 */
#include <isa-l/erasure_code.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int count, char **argument) {
    if (count != 4) return 2;
    int k = atoi(argument[1]), m = atoi(argument[2]), shard = atoi(argument[3]);
    unsigned char *matrix = malloc((k + m) * k), *tables = malloc(32 * k * m), *shards[256];
    gf_gen_cauchy1_matrix(matrix, k + m, k);
    ec_init_tables(k, m, matrix + k * k, tables);
    for (int i = 0; i < k + m; i++) {
        if (posix_memalign((void **)&shards[i], 64, shard)) return 1;
        for (int j = 0; j < shard; j++) shards[i][j] = rand();
    }
    char line[32];
    while (fgets(line, sizeof line, stdin)) {
        double begin = now(), end = begin + atof(line) * 1e6, at = begin, bytes = 0;
        do {
            for (long done = 0; done < 1 << 20; done += (long)k * shard) {
                ec_encode_data(shard, k, m, tables, shards, shards + k);
                bytes += (double)k * shard;
            }
            at = now();
        } while (at < end);
        printf("%.6f\n", bytes / (at - begin));
        fflush(stdout);
    }
    return 0;
}
