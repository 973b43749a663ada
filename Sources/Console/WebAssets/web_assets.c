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
static const unsigned char css_lists_css[] = {
#embed "web/css/lists.css"
};
static const unsigned char css_overlays_css[] = {
#embed "web/css/overlays.css"
};
static const unsigned char css_pages_css[] = {
#embed "web/css/pages.css"
};
static const unsigned char css_project_steps_css[] = {
#embed "web/css/project-steps.css"
};
static const unsigned char css_project_css[] = {
#embed "web/css/project.css"
};
static const unsigned char css_tables_css[] = {
#embed "web/css/tables.css"
};
static const unsigned char css_tokens_css[] = {
#embed "web/css/tokens.css"
};
static const unsigned char css_wizard_objects_css[] = {
#embed "web/css/wizard-objects.css"
};
static const unsigned char css_wizard_css[] = {
#embed "web/css/wizard.css"
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
static const unsigned char js_components_checkers_js[] = {
#embed "web/js/components/checkers.js"
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
static const unsigned char js_lists_files_js[] = {
#embed "web/js/lists/files.js"
};
static const unsigned char js_lists_listing_js[] = {
#embed "web/js/lists/listing.js"
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
static const unsigned char js_pages_migration_js[] = {
#embed "web/js/pages/migration.js"
};
static const unsigned char js_pages_overview_js[] = {
#embed "web/js/pages/overview.js"
};
static const unsigned char js_pages_parameters_js[] = {
#embed "web/js/pages/parameters.js"
};
static const unsigned char js_pages_project_api_calls_js[] = {
#embed "web/js/pages/project/api-calls.js"
};
static const unsigned char js_pages_project_around_activity_js[] = {
#embed "web/js/pages/project/around/activity.js"
};
static const unsigned char js_pages_project_around_components_js[] = {
#embed "web/js/pages/project/around/components.js"
};
static const unsigned char js_pages_project_around_connections_js[] = {
#embed "web/js/pages/project/around/connections.js"
};
static const unsigned char js_pages_project_around_options_js[] = {
#embed "web/js/pages/project/around/options.js"
};
static const unsigned char js_pages_project_around_selection_js[] = {
#embed "web/js/pages/project/around/selection.js"
};
static const unsigned char js_pages_project_changes_js[] = {
#embed "web/js/pages/project/changes.js"
};
static const unsigned char js_pages_project_full_full_step_js[] = {
#embed "web/js/pages/project/full/full-step.js"
};
static const unsigned char js_pages_project_full_indexes_step_js[] = {
#embed "web/js/pages/project/full/indexes-step.js"
};
static const unsigned char js_pages_project_full_measures_js[] = {
#embed "web/js/pages/project/full/measures.js"
};
static const unsigned char js_pages_project_full_quarantine_js[] = {
#embed "web/js/pages/project/full/quarantine.js"
};
static const unsigned char js_pages_project_full_speed_js[] = {
#embed "web/js/pages/project/full/speed.js"
};
static const unsigned char js_pages_project_full_tables_js[] = {
#embed "web/js/pages/project/full/tables.js"
};
static const unsigned char js_pages_project_header_js[] = {
#embed "web/js/pages/project/header.js"
};
static const unsigned char js_pages_project_needs_js[] = {
#embed "web/js/pages/project/needs.js"
};
static const unsigned char js_pages_project_orders_js[] = {
#embed "web/js/pages/project/orders.js"
};
static const unsigned char js_pages_project_precheck_step_js[] = {
#embed "web/js/pages/project/precheck-step.js"
};
static const unsigned char js_pages_project_project_js[] = {
#embed "web/js/pages/project/project.js"
};
static const unsigned char js_pages_project_rail_js[] = {
#embed "web/js/pages/project/rail.js"
};
static const unsigned char js_pages_project_rows_js[] = {
#embed "web/js/pages/project/rows.js"
};
static const unsigned char js_pages_project_schema_object_conflict_js[] = {
#embed "web/js/pages/project/schema/object-conflict.js"
};
static const unsigned char js_pages_project_schema_object_drawer_js[] = {
#embed "web/js/pages/project/schema/object-drawer.js"
};
static const unsigned char js_pages_project_schema_object_orders_js[] = {
#embed "web/js/pages/project/schema/object-orders.js"
};
static const unsigned char js_pages_project_schema_schema_step_js[] = {
#embed "web/js/pages/project/schema/schema-step.js"
};
static const unsigned char js_pages_project_steps_js[] = {
#embed "web/js/pages/project/steps.js"
};
static const unsigned char js_pages_sources_js[] = {
#embed "web/js/pages/sources.js"
};
static const unsigned char js_pages_tickets_js[] = {
#embed "web/js/pages/tickets.js"
};
static const unsigned char js_pages_wizard_bulk_rename_js[] = {
#embed "web/js/pages/wizard/bulk-rename.js"
};
static const unsigned char js_pages_wizard_catalogue_js[] = {
#embed "web/js/pages/wizard/catalogue.js"
};
static const unsigned char js_pages_wizard_chosen_js[] = {
#embed "web/js/pages/wizard/chosen.js"
};
static const unsigned char js_pages_wizard_csv_js[] = {
#embed "web/js/pages/wizard/csv.js"
};
static const unsigned char js_pages_wizard_draft_js[] = {
#embed "web/js/pages/wizard/draft.js"
};
static const unsigned char js_pages_wizard_endpoints_js[] = {
#embed "web/js/pages/wizard/endpoints.js"
};
static const unsigned char js_pages_wizard_frame_js[] = {
#embed "web/js/pages/wizard/frame.js"
};
static const unsigned char js_pages_wizard_grid_js[] = {
#embed "web/js/pages/wizard/grid.js"
};
static const unsigned char js_pages_wizard_import_js[] = {
#embed "web/js/pages/wizard/import.js"
};
static const unsigned char js_pages_wizard_names_js[] = {
#embed "web/js/pages/wizard/names.js"
};
static const unsigned char js_pages_wizard_numbers_js[] = {
#embed "web/js/pages/wizard/numbers.js"
};
static const unsigned char js_pages_wizard_object_cells_js[] = {
#embed "web/js/pages/wizard/object-cells.js"
};
static const unsigned char js_pages_wizard_objects_js[] = {
#embed "web/js/pages/wizard/objects.js"
};
static const unsigned char js_pages_wizard_options_js[] = {
#embed "web/js/pages/wizard/options.js"
};
static const unsigned char js_pages_wizard_pairs_js[] = {
#embed "web/js/pages/wizard/pairs.js"
};
static const unsigned char js_pages_wizard_picker_js[] = {
#embed "web/js/pages/wizard/picker.js"
};
static const unsigned char js_pages_wizard_precheck_js[] = {
#embed "web/js/pages/wizard/precheck.js"
};
static const unsigned char js_pages_wizard_rules_js[] = {
#embed "web/js/pages/wizard/rules.js"
};
static const unsigned char js_pages_wizard_saving_js[] = {
#embed "web/js/pages/wizard/saving.js"
};
static const unsigned char js_pages_wizard_selection_js[] = {
#embed "web/js/pages/wizard/selection.js"
};
static const unsigned char js_pages_wizard_summary_js[] = {
#embed "web/js/pages/wizard/summary.js"
};
static const unsigned char js_pages_wizard_table_settings_js[] = {
#embed "web/js/pages/wizard/table-settings.js"
};
static const unsigned char js_pages_wizard_tree_js[] = {
#embed "web/js/pages/wizard/tree.js"
};
static const unsigned char js_pages_wizard_types_js[] = {
#embed "web/js/pages/wizard/types.js"
};
static const unsigned char js_pages_wizard_validity_js[] = {
#embed "web/js/pages/wizard/validity.js"
};
static const unsigned char js_pages_wizard_wizard_js[] = {
#embed "web/js/pages/wizard/wizard.js"
};
static const unsigned char js_palette_js[] = {
#embed "web/js/palette.js"
};
static const unsigned char js_projects_project_changes_js[] = {
#embed "web/js/projects/project-changes.js"
};
static const unsigned char js_projects_project_orders_js[] = {
#embed "web/js/projects/project-orders.js"
};
static const unsigned char js_projects_project_rows_js[] = {
#embed "web/js/projects/project-rows.js"
};
static const unsigned char js_projects_tags_js[] = {
#embed "web/js/projects/tags.js"
};
static const unsigned char js_projects_views_js[] = {
#embed "web/js/projects/views.js"
};
static const unsigned char js_router_js[] = {
#embed "web/js/router.js"
};
static const unsigned char js_rows_in_view_js[] = {
#embed "web/js/rows-in-view.js"
};
static const unsigned char js_said_said_js[] = {
#embed "web/js/said/said.js"
};
static const unsigned char js_said_zh_js[] = {
#embed "web/js/said/zh.js"
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
static const unsigned char js_sources_source_kinds_js[] = {
#embed "web/js/sources/source-kinds.js"
};
static const unsigned char js_sources_source_rights_js[] = {
#embed "web/js/sources/source-rights.js"
};
static const unsigned char js_sources_source_uses_js[] = {
#embed "web/js/sources/source-uses.js"
};
static const unsigned char js_sql_js[] = {
#embed "web/js/sql.js"
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
static const unsigned char js_texts_counted_js[] = {
#embed "web/js/texts/counted.js"
};
static const unsigned char js_texts_en_js[] = {
#embed "web/js/texts/en.js"
};
static const unsigned char js_texts_en_audit_js[] = {
#embed "web/js/texts/en/audit.js"
};
static const unsigned char js_texts_en_charts_js[] = {
#embed "web/js/texts/en/charts.js"
};
static const unsigned char js_texts_en_components_js[] = {
#embed "web/js/texts/en/components.js"
};
static const unsigned char js_texts_en_forms_js[] = {
#embed "web/js/texts/en/forms.js"
};
static const unsigned char js_texts_en_frame_js[] = {
#embed "web/js/texts/en/frame.js"
};
static const unsigned char js_texts_en_keys_js[] = {
#embed "web/js/texts/en/keys.js"
};
static const unsigned char js_texts_en_machines_js[] = {
#embed "web/js/texts/en/machines.js"
};
static const unsigned char js_texts_en_overview_js[] = {
#embed "web/js/texts/en/overview.js"
};
static const unsigned char js_texts_en_parameters_js[] = {
#embed "web/js/texts/en/parameters.js"
};
static const unsigned char js_texts_en_project_steps_js[] = {
#embed "web/js/texts/en/project-steps.js"
};
static const unsigned char js_texts_en_project_js[] = {
#embed "web/js/texts/en/project.js"
};
static const unsigned char js_texts_en_projects_js[] = {
#embed "web/js/texts/en/projects.js"
};
static const unsigned char js_texts_en_signin_js[] = {
#embed "web/js/texts/en/signin.js"
};
static const unsigned char js_texts_en_sources_js[] = {
#embed "web/js/texts/en/sources.js"
};
static const unsigned char js_texts_en_states_js[] = {
#embed "web/js/texts/en/states.js"
};
static const unsigned char js_texts_en_tickets_js[] = {
#embed "web/js/texts/en/tickets.js"
};
static const unsigned char js_texts_en_wizard_js[] = {
#embed "web/js/texts/en/wizard.js"
};
static const unsigned char js_texts_zh_js[] = {
#embed "web/js/texts/zh.js"
};
static const unsigned char js_texts_zh_audit_js[] = {
#embed "web/js/texts/zh/audit.js"
};
static const unsigned char js_texts_zh_charts_js[] = {
#embed "web/js/texts/zh/charts.js"
};
static const unsigned char js_texts_zh_components_js[] = {
#embed "web/js/texts/zh/components.js"
};
static const unsigned char js_texts_zh_forms_js[] = {
#embed "web/js/texts/zh/forms.js"
};
static const unsigned char js_texts_zh_frame_js[] = {
#embed "web/js/texts/zh/frame.js"
};
static const unsigned char js_texts_zh_keys_js[] = {
#embed "web/js/texts/zh/keys.js"
};
static const unsigned char js_texts_zh_machines_js[] = {
#embed "web/js/texts/zh/machines.js"
};
static const unsigned char js_texts_zh_overview_js[] = {
#embed "web/js/texts/zh/overview.js"
};
static const unsigned char js_texts_zh_parameters_js[] = {
#embed "web/js/texts/zh/parameters.js"
};
static const unsigned char js_texts_zh_project_steps_js[] = {
#embed "web/js/texts/zh/project-steps.js"
};
static const unsigned char js_texts_zh_project_js[] = {
#embed "web/js/texts/zh/project.js"
};
static const unsigned char js_texts_zh_projects_js[] = {
#embed "web/js/texts/zh/projects.js"
};
static const unsigned char js_texts_zh_signin_js[] = {
#embed "web/js/texts/zh/signin.js"
};
static const unsigned char js_texts_zh_sources_js[] = {
#embed "web/js/texts/zh/sources.js"
};
static const unsigned char js_texts_zh_states_js[] = {
#embed "web/js/texts/zh/states.js"
};
static const unsigned char js_texts_zh_tickets_js[] = {
#embed "web/js/texts/zh/tickets.js"
};
static const unsigned char js_texts_zh_wizard_js[] = {
#embed "web/js/texts/zh/wizard.js"
};
static const unsigned char js_theme_js[] = {
#embed "web/js/theme.js"
};
static const unsigned char js_typed_js[] = {
#embed "web/js/typed.js"
};
static const unsigned char js_ui_js[] = {
#embed "web/js/ui.js"
};

static const web_asset assets[] = {
    {"/index.html", "text/html; charset=utf-8", index_html, sizeof index_html},
    {"/css/base.css", "text/css; charset=utf-8", css_base_css, sizeof css_base_css},
    {"/css/controls.css", "text/css; charset=utf-8", css_controls_css, sizeof css_controls_css},
    {"/css/frame.css", "text/css; charset=utf-8", css_frame_css, sizeof css_frame_css},
    {"/css/lists.css", "text/css; charset=utf-8", css_lists_css, sizeof css_lists_css},
    {"/css/overlays.css", "text/css; charset=utf-8", css_overlays_css, sizeof css_overlays_css},
    {"/css/pages.css", "text/css; charset=utf-8", css_pages_css, sizeof css_pages_css},
    {"/css/project-steps.css", "text/css; charset=utf-8", css_project_steps_css, sizeof css_project_steps_css},
    {"/css/project.css", "text/css; charset=utf-8", css_project_css, sizeof css_project_css},
    {"/css/tables.css", "text/css; charset=utf-8", css_tables_css, sizeof css_tables_css},
    {"/css/tokens.css", "text/css; charset=utf-8", css_tokens_css, sizeof css_tokens_css},
    {"/css/wizard-objects.css", "text/css; charset=utf-8", css_wizard_objects_css, sizeof css_wizard_objects_css},
    {"/css/wizard.css", "text/css; charset=utf-8", css_wizard_css, sizeof css_wizard_css},
    {"/icon.svg", "image/svg+xml", icon_svg, sizeof icon_svg},
    {"/js/account.js", "text/javascript; charset=utf-8", js_account_js, sizeof js_account_js},
    {"/js/api.js", "text/javascript; charset=utf-8", js_api_js, sizeof js_api_js},
    {"/js/appearance.js", "text/javascript; charset=utf-8", js_appearance_js, sizeof js_appearance_js},
    {"/js/chart.js", "text/javascript; charset=utf-8", js_chart_js, sizeof js_chart_js},
    {"/js/component-drawer.js", "text/javascript; charset=utf-8", js_component_drawer_js,
     sizeof js_component_drawer_js},
    {"/js/component-orders.js", "text/javascript; charset=utf-8", js_component_orders_js,
     sizeof js_component_orders_js},
    {"/js/components/checkers.js", "text/javascript; charset=utf-8", js_components_checkers_js,
     sizeof js_components_checkers_js},
    {"/js/connection-test.js", "text/javascript; charset=utf-8", js_connection_test_js, sizeof js_connection_test_js},
    {"/js/core.js", "text/javascript; charset=utf-8", js_core_js, sizeof js_core_js},
    {"/js/dialogs.js", "text/javascript; charset=utf-8", js_dialogs_js, sizeof js_dialogs_js},
    {"/js/fmt.js", "text/javascript; charset=utf-8", js_fmt_js, sizeof js_fmt_js},
    {"/js/i18n.js", "text/javascript; charset=utf-8", js_i18n_js, sizeof js_i18n_js},
    {"/js/icons.js", "text/javascript; charset=utf-8", js_icons_js, sizeof js_icons_js},
    {"/js/lists/files.js", "text/javascript; charset=utf-8", js_lists_files_js, sizeof js_lists_files_js},
    {"/js/lists/listing.js", "text/javascript; charset=utf-8", js_lists_listing_js, sizeof js_lists_listing_js},
    {"/js/live.js", "text/javascript; charset=utf-8", js_live_js, sizeof js_live_js},
    {"/js/log-view.js", "text/javascript; charset=utf-8", js_log_view_js, sizeof js_log_view_js},
    {"/js/main.js", "text/javascript; charset=utf-8", js_main_js, sizeof js_main_js},
    {"/js/metrics.js", "text/javascript; charset=utf-8", js_metrics_js, sizeof js_metrics_js},
    {"/js/overlays.js", "text/javascript; charset=utf-8", js_overlays_js, sizeof js_overlays_js},
    {"/js/pages/audit.js", "text/javascript; charset=utf-8", js_pages_audit_js, sizeof js_pages_audit_js},
    {"/js/pages/components.js", "text/javascript; charset=utf-8", js_pages_components_js,
     sizeof js_pages_components_js},
    {"/js/pages/machines.js", "text/javascript; charset=utf-8", js_pages_machines_js, sizeof js_pages_machines_js},
    {"/js/pages/migration.js", "text/javascript; charset=utf-8", js_pages_migration_js, sizeof js_pages_migration_js},
    {"/js/pages/overview.js", "text/javascript; charset=utf-8", js_pages_overview_js, sizeof js_pages_overview_js},
    {"/js/pages/parameters.js", "text/javascript; charset=utf-8", js_pages_parameters_js,
     sizeof js_pages_parameters_js},
    {"/js/pages/project/api-calls.js", "text/javascript; charset=utf-8", js_pages_project_api_calls_js,
     sizeof js_pages_project_api_calls_js},
    {"/js/pages/project/around/activity.js", "text/javascript; charset=utf-8", js_pages_project_around_activity_js,
     sizeof js_pages_project_around_activity_js},
    {"/js/pages/project/around/components.js", "text/javascript; charset=utf-8", js_pages_project_around_components_js,
     sizeof js_pages_project_around_components_js},
    {"/js/pages/project/around/connections.js", "text/javascript; charset=utf-8",
     js_pages_project_around_connections_js, sizeof js_pages_project_around_connections_js},
    {"/js/pages/project/around/options.js", "text/javascript; charset=utf-8", js_pages_project_around_options_js,
     sizeof js_pages_project_around_options_js},
    {"/js/pages/project/around/selection.js", "text/javascript; charset=utf-8", js_pages_project_around_selection_js,
     sizeof js_pages_project_around_selection_js},
    {"/js/pages/project/changes.js", "text/javascript; charset=utf-8", js_pages_project_changes_js,
     sizeof js_pages_project_changes_js},
    {"/js/pages/project/full/full-step.js", "text/javascript; charset=utf-8", js_pages_project_full_full_step_js,
     sizeof js_pages_project_full_full_step_js},
    {"/js/pages/project/full/indexes-step.js", "text/javascript; charset=utf-8", js_pages_project_full_indexes_step_js,
     sizeof js_pages_project_full_indexes_step_js},
    {"/js/pages/project/full/measures.js", "text/javascript; charset=utf-8", js_pages_project_full_measures_js,
     sizeof js_pages_project_full_measures_js},
    {"/js/pages/project/full/quarantine.js", "text/javascript; charset=utf-8", js_pages_project_full_quarantine_js,
     sizeof js_pages_project_full_quarantine_js},
    {"/js/pages/project/full/speed.js", "text/javascript; charset=utf-8", js_pages_project_full_speed_js,
     sizeof js_pages_project_full_speed_js},
    {"/js/pages/project/full/tables.js", "text/javascript; charset=utf-8", js_pages_project_full_tables_js,
     sizeof js_pages_project_full_tables_js},
    {"/js/pages/project/header.js", "text/javascript; charset=utf-8", js_pages_project_header_js,
     sizeof js_pages_project_header_js},
    {"/js/pages/project/needs.js", "text/javascript; charset=utf-8", js_pages_project_needs_js,
     sizeof js_pages_project_needs_js},
    {"/js/pages/project/orders.js", "text/javascript; charset=utf-8", js_pages_project_orders_js,
     sizeof js_pages_project_orders_js},
    {"/js/pages/project/precheck-step.js", "text/javascript; charset=utf-8", js_pages_project_precheck_step_js,
     sizeof js_pages_project_precheck_step_js},
    {"/js/pages/project/project.js", "text/javascript; charset=utf-8", js_pages_project_project_js,
     sizeof js_pages_project_project_js},
    {"/js/pages/project/rail.js", "text/javascript; charset=utf-8", js_pages_project_rail_js,
     sizeof js_pages_project_rail_js},
    {"/js/pages/project/rows.js", "text/javascript; charset=utf-8", js_pages_project_rows_js,
     sizeof js_pages_project_rows_js},
    {"/js/pages/project/schema/object-conflict.js", "text/javascript; charset=utf-8",
     js_pages_project_schema_object_conflict_js, sizeof js_pages_project_schema_object_conflict_js},
    {"/js/pages/project/schema/object-drawer.js", "text/javascript; charset=utf-8",
     js_pages_project_schema_object_drawer_js, sizeof js_pages_project_schema_object_drawer_js},
    {"/js/pages/project/schema/object-orders.js", "text/javascript; charset=utf-8",
     js_pages_project_schema_object_orders_js, sizeof js_pages_project_schema_object_orders_js},
    {"/js/pages/project/schema/schema-step.js", "text/javascript; charset=utf-8",
     js_pages_project_schema_schema_step_js, sizeof js_pages_project_schema_schema_step_js},
    {"/js/pages/project/steps.js", "text/javascript; charset=utf-8", js_pages_project_steps_js,
     sizeof js_pages_project_steps_js},
    {"/js/pages/sources.js", "text/javascript; charset=utf-8", js_pages_sources_js, sizeof js_pages_sources_js},
    {"/js/pages/tickets.js", "text/javascript; charset=utf-8", js_pages_tickets_js, sizeof js_pages_tickets_js},
    {"/js/pages/wizard/bulk-rename.js", "text/javascript; charset=utf-8", js_pages_wizard_bulk_rename_js,
     sizeof js_pages_wizard_bulk_rename_js},
    {"/js/pages/wizard/catalogue.js", "text/javascript; charset=utf-8", js_pages_wizard_catalogue_js,
     sizeof js_pages_wizard_catalogue_js},
    {"/js/pages/wizard/chosen.js", "text/javascript; charset=utf-8", js_pages_wizard_chosen_js,
     sizeof js_pages_wizard_chosen_js},
    {"/js/pages/wizard/csv.js", "text/javascript; charset=utf-8", js_pages_wizard_csv_js,
     sizeof js_pages_wizard_csv_js},
    {"/js/pages/wizard/draft.js", "text/javascript; charset=utf-8", js_pages_wizard_draft_js,
     sizeof js_pages_wizard_draft_js},
    {"/js/pages/wizard/endpoints.js", "text/javascript; charset=utf-8", js_pages_wizard_endpoints_js,
     sizeof js_pages_wizard_endpoints_js},
    {"/js/pages/wizard/frame.js", "text/javascript; charset=utf-8", js_pages_wizard_frame_js,
     sizeof js_pages_wizard_frame_js},
    {"/js/pages/wizard/grid.js", "text/javascript; charset=utf-8", js_pages_wizard_grid_js,
     sizeof js_pages_wizard_grid_js},
    {"/js/pages/wizard/import.js", "text/javascript; charset=utf-8", js_pages_wizard_import_js,
     sizeof js_pages_wizard_import_js},
    {"/js/pages/wizard/names.js", "text/javascript; charset=utf-8", js_pages_wizard_names_js,
     sizeof js_pages_wizard_names_js},
    {"/js/pages/wizard/numbers.js", "text/javascript; charset=utf-8", js_pages_wizard_numbers_js,
     sizeof js_pages_wizard_numbers_js},
    {"/js/pages/wizard/object-cells.js", "text/javascript; charset=utf-8", js_pages_wizard_object_cells_js,
     sizeof js_pages_wizard_object_cells_js},
    {"/js/pages/wizard/objects.js", "text/javascript; charset=utf-8", js_pages_wizard_objects_js,
     sizeof js_pages_wizard_objects_js},
    {"/js/pages/wizard/options.js", "text/javascript; charset=utf-8", js_pages_wizard_options_js,
     sizeof js_pages_wizard_options_js},
    {"/js/pages/wizard/pairs.js", "text/javascript; charset=utf-8", js_pages_wizard_pairs_js,
     sizeof js_pages_wizard_pairs_js},
    {"/js/pages/wizard/picker.js", "text/javascript; charset=utf-8", js_pages_wizard_picker_js,
     sizeof js_pages_wizard_picker_js},
    {"/js/pages/wizard/precheck.js", "text/javascript; charset=utf-8", js_pages_wizard_precheck_js,
     sizeof js_pages_wizard_precheck_js},
    {"/js/pages/wizard/rules.js", "text/javascript; charset=utf-8", js_pages_wizard_rules_js,
     sizeof js_pages_wizard_rules_js},
    {"/js/pages/wizard/saving.js", "text/javascript; charset=utf-8", js_pages_wizard_saving_js,
     sizeof js_pages_wizard_saving_js},
    {"/js/pages/wizard/selection.js", "text/javascript; charset=utf-8", js_pages_wizard_selection_js,
     sizeof js_pages_wizard_selection_js},
    {"/js/pages/wizard/summary.js", "text/javascript; charset=utf-8", js_pages_wizard_summary_js,
     sizeof js_pages_wizard_summary_js},
    {"/js/pages/wizard/table-settings.js", "text/javascript; charset=utf-8", js_pages_wizard_table_settings_js,
     sizeof js_pages_wizard_table_settings_js},
    {"/js/pages/wizard/tree.js", "text/javascript; charset=utf-8", js_pages_wizard_tree_js,
     sizeof js_pages_wizard_tree_js},
    {"/js/pages/wizard/types.js", "text/javascript; charset=utf-8", js_pages_wizard_types_js,
     sizeof js_pages_wizard_types_js},
    {"/js/pages/wizard/validity.js", "text/javascript; charset=utf-8", js_pages_wizard_validity_js,
     sizeof js_pages_wizard_validity_js},
    {"/js/pages/wizard/wizard.js", "text/javascript; charset=utf-8", js_pages_wizard_wizard_js,
     sizeof js_pages_wizard_wizard_js},
    {"/js/palette.js", "text/javascript; charset=utf-8", js_palette_js, sizeof js_palette_js},
    {"/js/projects/project-changes.js", "text/javascript; charset=utf-8", js_projects_project_changes_js,
     sizeof js_projects_project_changes_js},
    {"/js/projects/project-orders.js", "text/javascript; charset=utf-8", js_projects_project_orders_js,
     sizeof js_projects_project_orders_js},
    {"/js/projects/project-rows.js", "text/javascript; charset=utf-8", js_projects_project_rows_js,
     sizeof js_projects_project_rows_js},
    {"/js/projects/tags.js", "text/javascript; charset=utf-8", js_projects_tags_js, sizeof js_projects_tags_js},
    {"/js/projects/views.js", "text/javascript; charset=utf-8", js_projects_views_js, sizeof js_projects_views_js},
    {"/js/router.js", "text/javascript; charset=utf-8", js_router_js, sizeof js_router_js},
    {"/js/rows-in-view.js", "text/javascript; charset=utf-8", js_rows_in_view_js, sizeof js_rows_in_view_js},
    {"/js/said/said.js", "text/javascript; charset=utf-8", js_said_said_js, sizeof js_said_said_js},
    {"/js/said/zh.js", "text/javascript; charset=utf-8", js_said_zh_js, sizeof js_said_zh_js},
    {"/js/shell.js", "text/javascript; charset=utf-8", js_shell_js, sizeof js_shell_js},
    {"/js/shortcuts.js", "text/javascript; charset=utf-8", js_shortcuts_js, sizeof js_shortcuts_js},
    {"/js/signals.js", "text/javascript; charset=utf-8", js_signals_js, sizeof js_signals_js},
    {"/js/signin.js", "text/javascript; charset=utf-8", js_signin_js, sizeof js_signin_js},
    {"/js/source-form.js", "text/javascript; charset=utf-8", js_source_form_js, sizeof js_source_form_js},
    {"/js/sources/source-kinds.js", "text/javascript; charset=utf-8", js_sources_source_kinds_js,
     sizeof js_sources_source_kinds_js},
    {"/js/sources/source-rights.js", "text/javascript; charset=utf-8", js_sources_source_rights_js,
     sizeof js_sources_source_rights_js},
    {"/js/sources/source-uses.js", "text/javascript; charset=utf-8", js_sources_source_uses_js,
     sizeof js_sources_source_uses_js},
    {"/js/sql.js", "text/javascript; charset=utf-8", js_sql_js, sizeof js_sql_js},
    {"/js/stream.js", "text/javascript; charset=utf-8", js_stream_js, sizeof js_stream_js},
    {"/js/summaries.js", "text/javascript; charset=utf-8", js_summaries_js, sizeof js_summaries_js},
    {"/js/table.js", "text/javascript; charset=utf-8", js_table_js, sizeof js_table_js},
    {"/js/texts/counted.js", "text/javascript; charset=utf-8", js_texts_counted_js, sizeof js_texts_counted_js},
    {"/js/texts/en.js", "text/javascript; charset=utf-8", js_texts_en_js, sizeof js_texts_en_js},
    {"/js/texts/en/audit.js", "text/javascript; charset=utf-8", js_texts_en_audit_js, sizeof js_texts_en_audit_js},
    {"/js/texts/en/charts.js", "text/javascript; charset=utf-8", js_texts_en_charts_js, sizeof js_texts_en_charts_js},
    {"/js/texts/en/components.js", "text/javascript; charset=utf-8", js_texts_en_components_js,
     sizeof js_texts_en_components_js},
    {"/js/texts/en/forms.js", "text/javascript; charset=utf-8", js_texts_en_forms_js, sizeof js_texts_en_forms_js},
    {"/js/texts/en/frame.js", "text/javascript; charset=utf-8", js_texts_en_frame_js, sizeof js_texts_en_frame_js},
    {"/js/texts/en/keys.js", "text/javascript; charset=utf-8", js_texts_en_keys_js, sizeof js_texts_en_keys_js},
    {"/js/texts/en/machines.js", "text/javascript; charset=utf-8", js_texts_en_machines_js,
     sizeof js_texts_en_machines_js},
    {"/js/texts/en/overview.js", "text/javascript; charset=utf-8", js_texts_en_overview_js,
     sizeof js_texts_en_overview_js},
    {"/js/texts/en/parameters.js", "text/javascript; charset=utf-8", js_texts_en_parameters_js,
     sizeof js_texts_en_parameters_js},
    {"/js/texts/en/project-steps.js", "text/javascript; charset=utf-8", js_texts_en_project_steps_js,
     sizeof js_texts_en_project_steps_js},
    {"/js/texts/en/project.js", "text/javascript; charset=utf-8", js_texts_en_project_js,
     sizeof js_texts_en_project_js},
    {"/js/texts/en/projects.js", "text/javascript; charset=utf-8", js_texts_en_projects_js,
     sizeof js_texts_en_projects_js},
    {"/js/texts/en/signin.js", "text/javascript; charset=utf-8", js_texts_en_signin_js, sizeof js_texts_en_signin_js},
    {"/js/texts/en/sources.js", "text/javascript; charset=utf-8", js_texts_en_sources_js,
     sizeof js_texts_en_sources_js},
    {"/js/texts/en/states.js", "text/javascript; charset=utf-8", js_texts_en_states_js, sizeof js_texts_en_states_js},
    {"/js/texts/en/tickets.js", "text/javascript; charset=utf-8", js_texts_en_tickets_js,
     sizeof js_texts_en_tickets_js},
    {"/js/texts/en/wizard.js", "text/javascript; charset=utf-8", js_texts_en_wizard_js, sizeof js_texts_en_wizard_js},
    {"/js/texts/zh.js", "text/javascript; charset=utf-8", js_texts_zh_js, sizeof js_texts_zh_js},
    {"/js/texts/zh/audit.js", "text/javascript; charset=utf-8", js_texts_zh_audit_js, sizeof js_texts_zh_audit_js},
    {"/js/texts/zh/charts.js", "text/javascript; charset=utf-8", js_texts_zh_charts_js, sizeof js_texts_zh_charts_js},
    {"/js/texts/zh/components.js", "text/javascript; charset=utf-8", js_texts_zh_components_js,
     sizeof js_texts_zh_components_js},
    {"/js/texts/zh/forms.js", "text/javascript; charset=utf-8", js_texts_zh_forms_js, sizeof js_texts_zh_forms_js},
    {"/js/texts/zh/frame.js", "text/javascript; charset=utf-8", js_texts_zh_frame_js, sizeof js_texts_zh_frame_js},
    {"/js/texts/zh/keys.js", "text/javascript; charset=utf-8", js_texts_zh_keys_js, sizeof js_texts_zh_keys_js},
    {"/js/texts/zh/machines.js", "text/javascript; charset=utf-8", js_texts_zh_machines_js,
     sizeof js_texts_zh_machines_js},
    {"/js/texts/zh/overview.js", "text/javascript; charset=utf-8", js_texts_zh_overview_js,
     sizeof js_texts_zh_overview_js},
    {"/js/texts/zh/parameters.js", "text/javascript; charset=utf-8", js_texts_zh_parameters_js,
     sizeof js_texts_zh_parameters_js},
    {"/js/texts/zh/project-steps.js", "text/javascript; charset=utf-8", js_texts_zh_project_steps_js,
     sizeof js_texts_zh_project_steps_js},
    {"/js/texts/zh/project.js", "text/javascript; charset=utf-8", js_texts_zh_project_js,
     sizeof js_texts_zh_project_js},
    {"/js/texts/zh/projects.js", "text/javascript; charset=utf-8", js_texts_zh_projects_js,
     sizeof js_texts_zh_projects_js},
    {"/js/texts/zh/signin.js", "text/javascript; charset=utf-8", js_texts_zh_signin_js, sizeof js_texts_zh_signin_js},
    {"/js/texts/zh/sources.js", "text/javascript; charset=utf-8", js_texts_zh_sources_js,
     sizeof js_texts_zh_sources_js},
    {"/js/texts/zh/states.js", "text/javascript; charset=utf-8", js_texts_zh_states_js, sizeof js_texts_zh_states_js},
    {"/js/texts/zh/tickets.js", "text/javascript; charset=utf-8", js_texts_zh_tickets_js,
     sizeof js_texts_zh_tickets_js},
    {"/js/texts/zh/wizard.js", "text/javascript; charset=utf-8", js_texts_zh_wizard_js, sizeof js_texts_zh_wizard_js},
    {"/js/theme.js", "text/javascript; charset=utf-8", js_theme_js, sizeof js_theme_js},
    {"/js/typed.js", "text/javascript; charset=utf-8", js_typed_js, sizeof js_typed_js},
    {"/js/ui.js", "text/javascript; charset=utf-8", js_ui_js, sizeof js_ui_js},
};

const web_asset *web_asset_at(size_t index) {
    return index < sizeof assets / sizeof assets[0] ? &assets[index] : 0;
}
