#include "web_assets.h"

static const unsigned char index_html[] = {
#embed "web/index.html"
};

static const web_asset assets[] = {
    {"/index.html", "text/html; charset=utf-8", index_html, sizeof index_html},
};

const web_asset *web_asset_at(size_t index) {
    return index < sizeof assets / sizeof assets[0] ? &assets[index] : 0;
}
