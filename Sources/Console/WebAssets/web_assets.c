// The table of the console's files. Each file is embedded by the compiler, so the program needs no files beside it.
// A file of the folder `web` that is missing here is found by the tests.
#include "web_assets.h"

static const unsigned char index_html[] = {
#embed "web/index.html"
};
static const unsigned char css_base_css[] = {
#embed "web/css/base.css"
};
static const unsigned char css_controls_css[] = {
#embed "web/css/controls.css"
};
static const unsigned char css_frame_css[] = {
#embed "web/css/frame.css"
};
static const unsigned char css_overlays_css[] = {
#embed "web/css/overlays.css"
};
static const unsigned char css_pages_css[] = {
#embed "web/css/pages.css"
};
static const unsigned char css_tables_css[] = {
#embed "web/css/tables.css"
};
static const unsigned char css_tokens_css[] = {
#embed "web/css/tokens.css"
};
static const unsigned char icon_svg[] = {
#embed "web/icon.svg"
};
static const unsigned char js_account_js[] = {
#embed "web/js/account.js"
};
static const unsigned char js_api_js[] = {
#embed "web/js/api.js"
};
static const unsigned char js_appearance_js[] = {
#embed "web/js/appearance.js"
};
static const unsigned char js_chart_js[] = {
#embed "web/js/chart.js"
};
static const unsigned char js_component_drawer_js[] = {
#embed "web/js/component-drawer.js"
};
static const unsigned char js_component_orders_js[] = {
#embed "web/js/component-orders.js"
};
static const unsigned char js_connection_test_js[] = {
#embed "web/js/connection-test.js"
};
static const unsigned char js_core_js[] = {
#embed "web/js/core.js"
};
static const unsigned char js_dialogs_js[] = {
#embed "web/js/dialogs.js"
};
static const unsigned char js_fmt_js[] = {
#embed "web/js/fmt.js"
};
static const unsigned char js_i18n_js[] = {
#embed "web/js/i18n.js"
};
static const unsigned char js_icons_js[] = {
#embed "web/js/icons.js"
};
static const unsigned char js_live_js[] = {
#embed "web/js/live.js"
};
static const unsigned char js_log_view_js[] = {
#embed "web/js/log-view.js"
};
static const unsigned char js_main_js[] = {
#embed "web/js/main.js"
};
static const unsigned char js_metrics_js[] = {
#embed "web/js/metrics.js"
};
static const unsigned char js_overlays_js[] = {
#embed "web/js/overlays.js"
};
static const unsigned char js_pages_audit_js[] = {
#embed "web/js/pages/audit.js"
};
static const unsigned char js_pages_components_js[] = {
#embed "web/js/pages/components.js"
};
static const unsigned char js_pages_machines_js[] = {
#embed "web/js/pages/machines.js"
};
static const unsigned char js_pages_overview_js[] = {
#embed "web/js/pages/overview.js"
};
static const unsigned char js_pages_parameters_js[] = {
#embed "web/js/pages/parameters.js"
};
static const unsigned char js_pages_sources_js[] = {
#embed "web/js/pages/sources.js"
};
static const unsigned char js_pages_tickets_js[] = {
#embed "web/js/pages/tickets.js"
};
static const unsigned char js_palette_js[] = {
#embed "web/js/palette.js"
};
static const unsigned char js_router_js[] = {
#embed "web/js/router.js"
};
static const unsigned char js_shell_js[] = {
#embed "web/js/shell.js"
};
static const unsigned char js_shortcuts_js[] = {
#embed "web/js/shortcuts.js"
};
static const unsigned char js_signals_js[] = {
#embed "web/js/signals.js"
};
static const unsigned char js_signin_js[] = {
#embed "web/js/signin.js"
};
static const unsigned char js_source_form_js[] = {
#embed "web/js/source-form.js"
};
static const unsigned char js_stream_js[] = {
#embed "web/js/stream.js"
};
static const unsigned char js_summaries_js[] = {
#embed "web/js/summaries.js"
};
static const unsigned char js_table_js[] = {
#embed "web/js/table.js"
};
static const unsigned char js_texts_en_js[] = {
#embed "web/js/texts/en.js"
};
static const unsigned char js_texts_zh_js[] = {
#embed "web/js/texts/zh.js"
};
static const unsigned char js_theme_js[] = {
#embed "web/js/theme.js"
};
static const unsigned char js_ui_js[] = {
#embed "web/js/ui.js"
};

static const web_asset assets[] = {
    {"/index.html", "text/html; charset=utf-8", index_html, sizeof index_html},
    {"/css/base.css", "text/css; charset=utf-8", css_base_css, sizeof css_base_css},
    {"/css/controls.css", "text/css; charset=utf-8", css_controls_css, sizeof css_controls_css},
    {"/css/frame.css", "text/css; charset=utf-8", css_frame_css, sizeof css_frame_css},
    {"/css/overlays.css", "text/css; charset=utf-8", css_overlays_css, sizeof css_overlays_css},
    {"/css/pages.css", "text/css; charset=utf-8", css_pages_css, sizeof css_pages_css},
    {"/css/tables.css", "text/css; charset=utf-8", css_tables_css, sizeof css_tables_css},
    {"/css/tokens.css", "text/css; charset=utf-8", css_tokens_css, sizeof css_tokens_css},
    {"/icon.svg", "image/svg+xml", icon_svg, sizeof icon_svg},
    {"/js/account.js", "text/javascript; charset=utf-8", js_account_js, sizeof js_account_js},
    {"/js/api.js", "text/javascript; charset=utf-8", js_api_js, sizeof js_api_js},
    {"/js/appearance.js", "text/javascript; charset=utf-8", js_appearance_js, sizeof js_appearance_js},
    {"/js/chart.js", "text/javascript; charset=utf-8", js_chart_js, sizeof js_chart_js},
    {"/js/component-drawer.js", "text/javascript; charset=utf-8", js_component_drawer_js,
     sizeof js_component_drawer_js},
    {"/js/component-orders.js", "text/javascript; charset=utf-8", js_component_orders_js,
     sizeof js_component_orders_js},
    {"/js/connection-test.js", "text/javascript; charset=utf-8", js_connection_test_js, sizeof js_connection_test_js},
    {"/js/core.js", "text/javascript; charset=utf-8", js_core_js, sizeof js_core_js},
    {"/js/dialogs.js", "text/javascript; charset=utf-8", js_dialogs_js, sizeof js_dialogs_js},
    {"/js/fmt.js", "text/javascript; charset=utf-8", js_fmt_js, sizeof js_fmt_js},
    {"/js/i18n.js", "text/javascript; charset=utf-8", js_i18n_js, sizeof js_i18n_js},
    {"/js/icons.js", "text/javascript; charset=utf-8", js_icons_js, sizeof js_icons_js},
    {"/js/live.js", "text/javascript; charset=utf-8", js_live_js, sizeof js_live_js},
    {"/js/log-view.js", "text/javascript; charset=utf-8", js_log_view_js, sizeof js_log_view_js},
    {"/js/main.js", "text/javascript; charset=utf-8", js_main_js, sizeof js_main_js},
    {"/js/metrics.js", "text/javascript; charset=utf-8", js_metrics_js, sizeof js_metrics_js},
    {"/js/overlays.js", "text/javascript; charset=utf-8", js_overlays_js, sizeof js_overlays_js},
    {"/js/pages/audit.js", "text/javascript; charset=utf-8", js_pages_audit_js, sizeof js_pages_audit_js},
    {"/js/pages/components.js", "text/javascript; charset=utf-8", js_pages_components_js,
     sizeof js_pages_components_js},
    {"/js/pages/machines.js", "text/javascript; charset=utf-8", js_pages_machines_js, sizeof js_pages_machines_js},
    {"/js/pages/overview.js", "text/javascript; charset=utf-8", js_pages_overview_js, sizeof js_pages_overview_js},
    {"/js/pages/parameters.js", "text/javascript; charset=utf-8", js_pages_parameters_js,
     sizeof js_pages_parameters_js},
    {"/js/pages/sources.js", "text/javascript; charset=utf-8", js_pages_sources_js, sizeof js_pages_sources_js},
    {"/js/pages/tickets.js", "text/javascript; charset=utf-8", js_pages_tickets_js, sizeof js_pages_tickets_js},
    {"/js/palette.js", "text/javascript; charset=utf-8", js_palette_js, sizeof js_palette_js},
    {"/js/router.js", "text/javascript; charset=utf-8", js_router_js, sizeof js_router_js},
    {"/js/shell.js", "text/javascript; charset=utf-8", js_shell_js, sizeof js_shell_js},
    {"/js/shortcuts.js", "text/javascript; charset=utf-8", js_shortcuts_js, sizeof js_shortcuts_js},
    {"/js/signals.js", "text/javascript; charset=utf-8", js_signals_js, sizeof js_signals_js},
    {"/js/signin.js", "text/javascript; charset=utf-8", js_signin_js, sizeof js_signin_js},
    {"/js/source-form.js", "text/javascript; charset=utf-8", js_source_form_js, sizeof js_source_form_js},
    {"/js/stream.js", "text/javascript; charset=utf-8", js_stream_js, sizeof js_stream_js},
    {"/js/summaries.js", "text/javascript; charset=utf-8", js_summaries_js, sizeof js_summaries_js},
    {"/js/table.js", "text/javascript; charset=utf-8", js_table_js, sizeof js_table_js},
    {"/js/texts/en.js", "text/javascript; charset=utf-8", js_texts_en_js, sizeof js_texts_en_js},
    {"/js/texts/zh.js", "text/javascript; charset=utf-8", js_texts_zh_js, sizeof js_texts_zh_js},
    {"/js/theme.js", "text/javascript; charset=utf-8", js_theme_js, sizeof js_theme_js},
    {"/js/ui.js", "text/javascript; charset=utf-8", js_ui_js, sizeof js_ui_js},
};

const web_asset *web_asset_at(size_t index) {
    return index < sizeof assets / sizeof assets[0] ? &assets[index] : 0;
}
