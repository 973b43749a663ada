// The files of the console, embedded into the program by the compiler.
#pragma once
#include <stddef.h>

typedef struct {
    const char *path;
    const char *type;
    const unsigned char *bytes;
    size_t count;
} web_asset;

// The asset at `index`, or null past the last one.
const web_asset *web_asset_at(size_t index);
