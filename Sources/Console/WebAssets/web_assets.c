// The table of the console's files. Each file is embedded by the compiler, so the program needs no files beside it.
// A file of the folder `web` that is missing here is found by the tests.
#include "web_assets.h"

#define PAGE(path, bytes) {path, "text/html; charset=utf-8", bytes, sizeof bytes}
#define STYLE(path, bytes) {path, "text/css; charset=utf-8", bytes, sizeof bytes}
#define SCRIPT(path, bytes) {path, "text/javascript; charset=utf-8", bytes, sizeof bytes}
#define PICTURE(path, bytes) {path, "image/svg+xml", bytes, sizeof bytes}

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
static const unsigned char css_logs_css[] = {
#embed "web/css/logs.css"
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
static const unsigned char js_components_checkers_js[] = {
#embed "web/js/components/checkers.js"
};
static const unsigned char js_components_component_drawer_js[] = {
#embed "web/js/components/component-drawer.js"
};
static const unsigned char js_components_component_orders_js[] = {
#embed "web/js/components/component-orders.js"
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
static const unsigned char js_lists_rows_in_view_js[] = {
#embed "web/js/lists/rows-in-view.js"
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
static const unsigned char js_pages_wizard_name_problems_js[] = {
#embed "web/js/pages/wizard/name-problems.js"
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
static const unsigned char js_said_said_js[] = {
#embed "web/js/said/said.js"
};
static const unsigned char js_said_zh_js[] = {
#embed "web/js/said/zh.js"
};
static const unsigned char js_said_zh_checks_js[] = {
#embed "web/js/said/zh/checks.js"
};
static const unsigned char js_said_zh_connections_js[] = {
#embed "web/js/said/zh/connections.js"
};
static const unsigned char js_said_zh_conversion_js[] = {
#embed "web/js/said/zh/conversion.js"
};
static const unsigned char js_said_zh_expressions_js[] = {
#embed "web/js/said/zh/expressions.js"
};
static const unsigned char js_said_zh_failures_js[] = {
#embed "web/js/said/zh/failures.js"
};
static const unsigned char js_said_zh_migration_js[] = {
#embed "web/js/said/zh/migration.js"
};
static const unsigned char js_said_zh_orders_js[] = {
#embed "web/js/said/zh/orders.js"
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
    PAGE("/index.html", index_html),
    STYLE("/css/base.css", css_base_css),
    STYLE("/css/controls.css", css_controls_css),
    STYLE("/css/frame.css", css_frame_css),
    STYLE("/css/lists.css", css_lists_css),
    STYLE("/css/logs.css", css_logs_css),
    STYLE("/css/overlays.css", css_overlays_css),
    STYLE("/css/pages.css", css_pages_css),
    STYLE("/css/project-steps.css", css_project_steps_css),
    STYLE("/css/project.css", css_project_css),
    STYLE("/css/tables.css", css_tables_css),
    STYLE("/css/tokens.css", css_tokens_css),
    STYLE("/css/wizard-objects.css", css_wizard_objects_css),
    STYLE("/css/wizard.css", css_wizard_css),
    PICTURE("/icon.svg", icon_svg),
    SCRIPT("/js/account.js", js_account_js),
    SCRIPT("/js/api.js", js_api_js),
    SCRIPT("/js/appearance.js", js_appearance_js),
    SCRIPT("/js/chart.js", js_chart_js),
    SCRIPT("/js/components/checkers.js", js_components_checkers_js),
    SCRIPT("/js/components/component-drawer.js", js_components_component_drawer_js),
    SCRIPT("/js/components/component-orders.js", js_components_component_orders_js),
    SCRIPT("/js/connection-test.js", js_connection_test_js),
    SCRIPT("/js/core.js", js_core_js),
    SCRIPT("/js/dialogs.js", js_dialogs_js),
    SCRIPT("/js/fmt.js", js_fmt_js),
    SCRIPT("/js/i18n.js", js_i18n_js),
    SCRIPT("/js/icons.js", js_icons_js),
    SCRIPT("/js/lists/files.js", js_lists_files_js),
    SCRIPT("/js/lists/listing.js", js_lists_listing_js),
    SCRIPT("/js/lists/rows-in-view.js", js_lists_rows_in_view_js),
    SCRIPT("/js/live.js", js_live_js),
    SCRIPT("/js/log-view.js", js_log_view_js),
    SCRIPT("/js/main.js", js_main_js),
    SCRIPT("/js/metrics.js", js_metrics_js),
    SCRIPT("/js/overlays.js", js_overlays_js),
    SCRIPT("/js/pages/audit.js", js_pages_audit_js),
    SCRIPT("/js/pages/components.js", js_pages_components_js),
    SCRIPT("/js/pages/machines.js", js_pages_machines_js),
    SCRIPT("/js/pages/migration.js", js_pages_migration_js),
    SCRIPT("/js/pages/overview.js", js_pages_overview_js),
    SCRIPT("/js/pages/parameters.js", js_pages_parameters_js),
    SCRIPT("/js/pages/project/api-calls.js", js_pages_project_api_calls_js),
    SCRIPT("/js/pages/project/around/activity.js", js_pages_project_around_activity_js),
    SCRIPT("/js/pages/project/around/components.js", js_pages_project_around_components_js),
    SCRIPT("/js/pages/project/around/connections.js", js_pages_project_around_connections_js),
    SCRIPT("/js/pages/project/around/options.js", js_pages_project_around_options_js),
    SCRIPT("/js/pages/project/around/selection.js", js_pages_project_around_selection_js),
    SCRIPT("/js/pages/project/changes.js", js_pages_project_changes_js),
    SCRIPT("/js/pages/project/full/full-step.js", js_pages_project_full_full_step_js),
    SCRIPT("/js/pages/project/full/indexes-step.js", js_pages_project_full_indexes_step_js),
    SCRIPT("/js/pages/project/full/measures.js", js_pages_project_full_measures_js),
    SCRIPT("/js/pages/project/full/quarantine.js", js_pages_project_full_quarantine_js),
    SCRIPT("/js/pages/project/full/speed.js", js_pages_project_full_speed_js),
    SCRIPT("/js/pages/project/full/tables.js", js_pages_project_full_tables_js),
    SCRIPT("/js/pages/project/header.js", js_pages_project_header_js),
    SCRIPT("/js/pages/project/needs.js", js_pages_project_needs_js),
    SCRIPT("/js/pages/project/orders.js", js_pages_project_orders_js),
    SCRIPT("/js/pages/project/precheck-step.js", js_pages_project_precheck_step_js),
    SCRIPT("/js/pages/project/project.js", js_pages_project_project_js),
    SCRIPT("/js/pages/project/rail.js", js_pages_project_rail_js),
    SCRIPT("/js/pages/project/rows.js", js_pages_project_rows_js),
    SCRIPT("/js/pages/project/schema/object-conflict.js", js_pages_project_schema_object_conflict_js),
    SCRIPT("/js/pages/project/schema/object-drawer.js", js_pages_project_schema_object_drawer_js),
    SCRIPT("/js/pages/project/schema/object-orders.js", js_pages_project_schema_object_orders_js),
    SCRIPT("/js/pages/project/schema/schema-step.js", js_pages_project_schema_schema_step_js),
    SCRIPT("/js/pages/project/steps.js", js_pages_project_steps_js),
    SCRIPT("/js/pages/sources.js", js_pages_sources_js),
    SCRIPT("/js/pages/tickets.js", js_pages_tickets_js),
    SCRIPT("/js/pages/wizard/bulk-rename.js", js_pages_wizard_bulk_rename_js),
    SCRIPT("/js/pages/wizard/catalogue.js", js_pages_wizard_catalogue_js),
    SCRIPT("/js/pages/wizard/chosen.js", js_pages_wizard_chosen_js),
    SCRIPT("/js/pages/wizard/csv.js", js_pages_wizard_csv_js),
    SCRIPT("/js/pages/wizard/draft.js", js_pages_wizard_draft_js),
    SCRIPT("/js/pages/wizard/endpoints.js", js_pages_wizard_endpoints_js),
    SCRIPT("/js/pages/wizard/frame.js", js_pages_wizard_frame_js),
    SCRIPT("/js/pages/wizard/grid.js", js_pages_wizard_grid_js),
    SCRIPT("/js/pages/wizard/import.js", js_pages_wizard_import_js),
    SCRIPT("/js/pages/wizard/name-problems.js", js_pages_wizard_name_problems_js),
    SCRIPT("/js/pages/wizard/names.js", js_pages_wizard_names_js),
    SCRIPT("/js/pages/wizard/numbers.js", js_pages_wizard_numbers_js),
    SCRIPT("/js/pages/wizard/object-cells.js", js_pages_wizard_object_cells_js),
    SCRIPT("/js/pages/wizard/objects.js", js_pages_wizard_objects_js),
    SCRIPT("/js/pages/wizard/options.js", js_pages_wizard_options_js),
    SCRIPT("/js/pages/wizard/pairs.js", js_pages_wizard_pairs_js),
    SCRIPT("/js/pages/wizard/picker.js", js_pages_wizard_picker_js),
    SCRIPT("/js/pages/wizard/precheck.js", js_pages_wizard_precheck_js),
    SCRIPT("/js/pages/wizard/rules.js", js_pages_wizard_rules_js),
    SCRIPT("/js/pages/wizard/saving.js", js_pages_wizard_saving_js),
    SCRIPT("/js/pages/wizard/selection.js", js_pages_wizard_selection_js),
    SCRIPT("/js/pages/wizard/summary.js", js_pages_wizard_summary_js),
    SCRIPT("/js/pages/wizard/table-settings.js", js_pages_wizard_table_settings_js),
    SCRIPT("/js/pages/wizard/tree.js", js_pages_wizard_tree_js),
    SCRIPT("/js/pages/wizard/types.js", js_pages_wizard_types_js),
    SCRIPT("/js/pages/wizard/validity.js", js_pages_wizard_validity_js),
    SCRIPT("/js/pages/wizard/wizard.js", js_pages_wizard_wizard_js),
    SCRIPT("/js/palette.js", js_palette_js),
    SCRIPT("/js/projects/project-changes.js", js_projects_project_changes_js),
    SCRIPT("/js/projects/project-orders.js", js_projects_project_orders_js),
    SCRIPT("/js/projects/project-rows.js", js_projects_project_rows_js),
    SCRIPT("/js/projects/tags.js", js_projects_tags_js),
    SCRIPT("/js/projects/views.js", js_projects_views_js),
    SCRIPT("/js/router.js", js_router_js),
    SCRIPT("/js/said/said.js", js_said_said_js),
    SCRIPT("/js/said/zh.js", js_said_zh_js),
    SCRIPT("/js/said/zh/checks.js", js_said_zh_checks_js),
    SCRIPT("/js/said/zh/connections.js", js_said_zh_connections_js),
    SCRIPT("/js/said/zh/conversion.js", js_said_zh_conversion_js),
    SCRIPT("/js/said/zh/expressions.js", js_said_zh_expressions_js),
    SCRIPT("/js/said/zh/failures.js", js_said_zh_failures_js),
    SCRIPT("/js/said/zh/migration.js", js_said_zh_migration_js),
    SCRIPT("/js/said/zh/orders.js", js_said_zh_orders_js),
    SCRIPT("/js/shell.js", js_shell_js),
    SCRIPT("/js/shortcuts.js", js_shortcuts_js),
    SCRIPT("/js/signals.js", js_signals_js),
    SCRIPT("/js/signin.js", js_signin_js),
    SCRIPT("/js/source-form.js", js_source_form_js),
    SCRIPT("/js/sources/source-kinds.js", js_sources_source_kinds_js),
    SCRIPT("/js/sources/source-rights.js", js_sources_source_rights_js),
    SCRIPT("/js/sources/source-uses.js", js_sources_source_uses_js),
    SCRIPT("/js/sql.js", js_sql_js),
    SCRIPT("/js/stream.js", js_stream_js),
    SCRIPT("/js/summaries.js", js_summaries_js),
    SCRIPT("/js/table.js", js_table_js),
    SCRIPT("/js/texts/counted.js", js_texts_counted_js),
    SCRIPT("/js/texts/en.js", js_texts_en_js),
    SCRIPT("/js/texts/en/audit.js", js_texts_en_audit_js),
    SCRIPT("/js/texts/en/charts.js", js_texts_en_charts_js),
    SCRIPT("/js/texts/en/components.js", js_texts_en_components_js),
    SCRIPT("/js/texts/en/forms.js", js_texts_en_forms_js),
    SCRIPT("/js/texts/en/frame.js", js_texts_en_frame_js),
    SCRIPT("/js/texts/en/keys.js", js_texts_en_keys_js),
    SCRIPT("/js/texts/en/machines.js", js_texts_en_machines_js),
    SCRIPT("/js/texts/en/overview.js", js_texts_en_overview_js),
    SCRIPT("/js/texts/en/parameters.js", js_texts_en_parameters_js),
    SCRIPT("/js/texts/en/project-steps.js", js_texts_en_project_steps_js),
    SCRIPT("/js/texts/en/project.js", js_texts_en_project_js),
    SCRIPT("/js/texts/en/projects.js", js_texts_en_projects_js),
    SCRIPT("/js/texts/en/signin.js", js_texts_en_signin_js),
    SCRIPT("/js/texts/en/sources.js", js_texts_en_sources_js),
    SCRIPT("/js/texts/en/states.js", js_texts_en_states_js),
    SCRIPT("/js/texts/en/tickets.js", js_texts_en_tickets_js),
    SCRIPT("/js/texts/en/wizard.js", js_texts_en_wizard_js),
    SCRIPT("/js/texts/zh.js", js_texts_zh_js),
    SCRIPT("/js/texts/zh/audit.js", js_texts_zh_audit_js),
    SCRIPT("/js/texts/zh/charts.js", js_texts_zh_charts_js),
    SCRIPT("/js/texts/zh/components.js", js_texts_zh_components_js),
    SCRIPT("/js/texts/zh/forms.js", js_texts_zh_forms_js),
    SCRIPT("/js/texts/zh/frame.js", js_texts_zh_frame_js),
    SCRIPT("/js/texts/zh/keys.js", js_texts_zh_keys_js),
    SCRIPT("/js/texts/zh/machines.js", js_texts_zh_machines_js),
    SCRIPT("/js/texts/zh/overview.js", js_texts_zh_overview_js),
    SCRIPT("/js/texts/zh/parameters.js", js_texts_zh_parameters_js),
    SCRIPT("/js/texts/zh/project-steps.js", js_texts_zh_project_steps_js),
    SCRIPT("/js/texts/zh/project.js", js_texts_zh_project_js),
    SCRIPT("/js/texts/zh/projects.js", js_texts_zh_projects_js),
    SCRIPT("/js/texts/zh/signin.js", js_texts_zh_signin_js),
    SCRIPT("/js/texts/zh/sources.js", js_texts_zh_sources_js),
    SCRIPT("/js/texts/zh/states.js", js_texts_zh_states_js),
    SCRIPT("/js/texts/zh/tickets.js", js_texts_zh_tickets_js),
    SCRIPT("/js/texts/zh/wizard.js", js_texts_zh_wizard_js),
    SCRIPT("/js/theme.js", js_theme_js),
    SCRIPT("/js/typed.js", js_typed_js),
    SCRIPT("/js/ui.js", js_ui_js),
};

const web_asset *web_asset_at(size_t index) {
    return index < sizeof assets / sizeof assets[0] ? &assets[index] : 0;
}
