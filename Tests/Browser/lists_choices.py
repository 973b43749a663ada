"""What lists offer beside their rows: columns, files, tags and the alert level of many projects at once."""

import csv
import io
import re

from playwright.sync_api import expect

from flows import box, component, machine, row_of, rows, unique, visit
from lists import REFUSED, choose, fresh, open_list, tick
from migrations import SMALL
from project import at


def head(page, name):
    return page.get_by_role('columnheader', name=name, exact=True)


def downloaded(page, press):
    """The lines of a CSV file that a button makes."""
    with page.expect_download() as promise:
        press()
    with open(promise.value.path(), encoding='utf-8') as file:
        text = file.read()
    assert text.startswith('\ufeff'), text[:20]
    return promise.value.suggested_filename, list(csv.reader(io.StringIO(text[1:])))


def press_download(page):
    return lambda: page.get_by_role('button', name='Download as CSV').click()


# ------------------------------------------------------------------ columns


def test_columns_are_chosen_and_stay_chosen(page, world):
    fresh(world)
    open_list(page)
    expect(head(page, 'Owner')).to_be_visible()
    expect(head(page, 'Created')).to_have_count(0)
    page.get_by_role('button', name='Columns').click()
    dialog = page.get_by_role('dialog')
    expect(dialog.get_by_role('checkbox', name='Project')).to_have_count(0)
    dialog.get_by_role('checkbox', name='Owner').uncheck()
    dialog.get_by_role('checkbox', name='Created').check()
    dialog.get_by_role('button', name='Close').click()
    expect(head(page, 'Owner')).to_have_count(0)
    expect(head(page, 'Created')).to_be_visible()
    expect(page.get_by_role('button', name='Columns')).to_be_focused()
    page.reload()
    expect(head(page, 'Created')).to_be_visible()
    expect(head(page, 'Owner')).to_have_count(0)
    page.get_by_role('button', name='Columns').click()
    dialog.get_by_role('button', name='Standard columns').click()
    expect(dialog.get_by_role('checkbox', name='Owner')).to_be_checked()
    page.keyboard.press('Escape')
    expect(head(page, 'Owner')).to_be_visible()
    expect(head(page, 'Created')).to_have_count(0)


def test_a_spoiled_choice_of_columns_is_forgotten(page, world):
    fresh(world)
    open_list(page)
    page.evaluate('localStorage.setItem("columns.migration", "{broken")')
    page.reload()
    expect(head(page, 'Owner')).to_be_visible()


def test_every_other_list_has_columns_too(page, world):
    world.migrations.sources()
    component(world)
    for path in ('/sources', '/om/components', '/om/machines', '/om/tickets', '/system/parameters'):
        visit(page, path)
        expect(page.get_by_role('button', name='Columns')).to_be_visible()
        page.get_by_role('button', name='Columns').click()
        choice = page.get_by_role('dialog').get_by_role('checkbox').first
        name = choice.locator('xpath=..').inner_text()
        choice.uncheck()
        page.keyboard.press('Escape')
        expect(head(page, name)).to_have_count(0)


def test_rows_in_quarantine_are_counted_in_the_list(page, world):
    rejecting = world.migrations.at('rejecting')
    open_list(page, f'?q={rejecting["id"]}')
    row = row_of(page, rejecting['name'])
    expect(row).to_contain_text('6 rows could not be written as they are.')
    page.get_by_role('button', name='Columns').click()
    page.get_by_role('dialog').get_by_role('checkbox', name='In quarantine').check()
    page.keyboard.press('Escape')
    row.get_by_role('link', name='6', exact=True).click()
    expect(page).to_have_url(re.compile(f'/migration/{rejecting["id"]}/full.view=quarantine'))
    expect(rows(page)).to_have_count(6)


# ------------------------------------------------------------------ files


def test_a_list_of_projects_is_a_file(page, world):
    mark = unique('file')
    world.migrations.project(f'{mark}-a', include=SMALL, tags=['one', 'two'])
    world.migrations.project(f'{mark}-b', include=SMALL)
    open_list(page, f'?q={mark}&sort=name.down')
    expect(rows(page)).to_have_count(2)
    name, lines = downloaded(page, press_download(page))
    assert name == 'migration.csv', name
    lead, *found = lines
    of = {title: place for place, title in enumerate(lead)}
    assert [line[of['Project']] for line in found] == [f'{mark}-b', f'{mark}-a'], found
    assert found[1][of['Tags']] == 'one, two', found
    assert found[0][of['Status']] == 'Not started', found
    assert re.fullmatch(r'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d', found[0][of['Created (UTC)']]), found
    assert found[0][of['ID']].startswith('pj_'), found
    expect(page.get_by_text('2 rows are in the file.')).to_be_visible()


def test_an_empty_list_gives_no_file_and_says_so(page, world):
    fresh(world)
    visit(page, f'/migration?q={unique("nothing")}')
    expect(page.get_by_text('Nothing matches')).to_be_visible()
    page.get_by_role('button', name='Download as CSV').click()
    expect(page.get_by_text('There is no row to download.')).to_be_visible()


def test_a_name_like_a_formula_is_not_run_by_a_spreadsheet(page, world):
    name = f'=HYPERLINK("x") {unique("calc")}'
    body = {'name': name, 'kind': 'mysql', 'role': 'primary', 'region': '', 'host': '127.0.0.1', 'port': 9,
            'user': 'u', 'password': '', 'database': '', 'encryption': 'off', 'options': {}, 'remark': 'a,"b"'}
    made = world.api.call('POST', '/datasources', body)
    try:
        visit(page, f'/sources?q={made["id"]}')
        expect(row_of(page, name)).to_be_visible()
        _, (lead, line) = downloaded(page, press_download(page))
        assert line[lead.index('Name')] == f"'{name}", line
        assert line[lead.index('Remark')] == 'a,"b"', line
    finally:
        world.api.call('DELETE', f'/datasources/{made["id"]}')


def test_components_are_a_file(page, world):
    moving = world.migrations.at('moving')
    visit(page, f'/om/components?q={moving["id"]}')
    expect(rows(page)).to_have_count(1)
    _, (lead, line) = downloaded(page, press_download(page))
    assert line[lead.index('Project')] == moving['name'], line


def test_machines_and_parameters_are_files(page, world):
    one = machine(world)
    visit(page, f'/om/machines?q={one["id"]}')
    expect(rows(page)).to_have_count(1)
    name, (lead, line) = downloaded(page, press_download(page))
    assert name == 'machines.csv', name
    assert line[lead.index('Address')] == one['address'], line
    assert line[lead.index('Most components')] == str(one['components']['limit']), line
    assert int(line[lead.index('Memory, bytes')]) == one['memory']['total'], line
    visit(page, '/system/parameters?q=audit.kept.days')
    expect(rows(page)).to_have_count(1)
    name, (lead, line) = downloaded(page, press_download(page))
    assert name == 'parameters.csv', name
    assert line[lead.index('Standard')] == '365 days', line


def test_tickets_are_sorted_and_are_a_file_of_one_line_each(page, world):
    mark = unique('filed')
    made = [component(world, name=f'{mark}-{letter}') for letter in 'ab']
    visit(page, f'/om/tickets?q={mark}')
    expect(rows(page)).to_have_count(2)
    rows(page).first.get_by_role('button', name='Show the steps').click()
    expect(page.locator('tr.is-step')).to_have_count(3)
    head(page, 'On').get_by_role('button').click()
    expect(rows(page).first).to_contain_text(f'{mark}-a')
    head(page, 'On').get_by_role('button').click()
    expect(rows(page).first).to_contain_text(f'{mark}-b')
    # The steps stay below their ticket in any order.
    expect(rows(page).nth(1)).to_contain_text('The order is recorded')
    name, (lead, *lines) = downloaded(page, press_download(page))
    assert name == 'tickets.csv', name
    assert [line[lead.index('On')] for line in lines] == [one['name'] for one in reversed(made)], lines
    assert {line[lead.index('Operation')] for line in lines} == {'Start component'}, lines


def test_the_bounds_of_tags_are_told_before_one_types(page, world):
    project = fresh(world)
    open_list(page, f'?q={project["name"]}')
    choose(page, project['name'], 'Tags…')
    dialog = page.get_by_role('dialog', name=f'Tags of {project["name"]}')
    expect(dialog).to_contain_text('At most 4 words of up to 20 characters each.')
    tags = box(dialog, 'Tags')
    tags.fill('a-tag-that-is-longer-x')
    expect(dialog).to_contain_text('“a-tag-that-is-longer-x” is longer than 20 characters.')
    dialog.get_by_role('button', name='Save').click()
    expect(tags).to_be_focused()
    tags.fill('exactly-twenty-chars, 二十个字以内')
    dialog.get_by_role('button', name='Save').click()
    expect(dialog).to_have_count(0)
    assert tags_of(world, project) == ['exactly-twenty-chars', '二十个字以内'], tags_of(world, project)


def test_the_objects_and_tables_of_a_project_are_files(page, world):
    project = world.migrations.at('done')
    at(page, project, 'schema')
    expect(rows(page)).to_have_count(3)
    name, (lead, *lines) = downloaded(page, press_download(page))
    assert name == 'objects.csv', name
    assert sorted(line[lead.index('Object')] for line in lines) == ['SHOP.CUSTOMERS', 'SHOP.ORDERS', 'SHOP.PRODUCTS']
    assert {line[lead.index('State')] for line in lines} == {'Done'}, lines
    at(page, project, 'full')
    expect(rows(page)).to_have_count(3)
    name, (lead, *lines) = downloaded(page, press_download(page))
    assert name == 'tables.csv', name
    copied = {line[lead.index('Table')]: line[lead.index('Migrated')] for line in lines}
    assert copied == {'SHOP.CUSTOMERS': '400', 'SHOP.ORDERS': '2000', 'SHOP.PRODUCTS': '60'}, copied
    page.get_by_role('button', name='Columns').click()
    page.get_by_role('dialog').get_by_role('checkbox', name='Destination').uncheck()
    page.keyboard.press('Escape')
    expect(head(page, 'Destination')).to_have_count(0)
    expect(rows(page)).to_have_count(3)


def test_the_rows_in_quarantine_are_a_file_with_their_values(page, world):
    project = world.migrations.at('rejecting')
    at(page, project, 'full', '?view=quarantine')
    expect(rows(page)).to_have_count(6)
    _, (lead, *lines) = downloaded(page, press_download(page))
    values = lines[0][lead.index('Values as the source sent them')]
    assert values.startswith('PAYMENT_ID=50; TOTAL=123456789; PAID_AT=2026-02-01'), values


# ------------------------------------------------------------------ the palette


def test_the_palette_leads_to_a_project_and_to_its_checker(page, world):
    moving = world.migrations.at('moving')
    for kind, address in (('Project', f'/migration/{moving["id"]}$'), ('Component', r'/om/components\?open=cp_')):
        visit(page, '/overview')
        page.keyboard.press('Control+k')
        page.keyboard.type(moving['name'])
        page.get_by_role('option').filter(has_text=moving['name']).filter(has_text=kind).first.click()
        expect(page).to_have_url(re.compile(address))
        expect(page.get_by_text(moving['name']).first).to_be_visible()


# ------------------------------------------------------------------ tags of many


def toolbar(page):
    return page.get_by_role('toolbar', name='Orders for the selected projects')


def open_tags_of(page, projects):
    for one in projects:
        tick(page, one['name'])
    toolbar(page).get_by_role('button', name='Tags…').click()
    return page.get_by_role('dialog', name=f'Tags of {len(projects)} projects')


def tags_of(world, project):
    return world.migrations.row(project['id'])['tags']


def test_many_projects_get_and_lose_tags(page, world):
    page.expected = [REFUSED]
    mark = unique('tags')
    plain = world.migrations.project(f'{mark}-plain', include=SMALL)
    full = world.migrations.project(f'{mark}-full', include=SMALL, tags=['a', 'b', 'c', 'd'])
    old = world.migrations.project(f'{mark}-old', include=SMALL, tags=['old', 'fresh'])
    open_list(page, f'?q={mark}')
    dialog = open_tags_of(page, (plain, full, old))
    change = dialog.get_by_role('button', name=re.compile('^Change'))
    change.click()
    expect(dialog).to_contain_text('Add a tag, or choose one to remove.')
    expect(box(dialog, 'Add to all of them')).to_be_focused()
    box(dialog, 'Add to all of them').fill('a-tag-that-is-far-too-long-for-one')
    expect(dialog).to_contain_text('is longer than 20 characters.')
    box(dialog, 'Add to all of them').fill('fresh')
    dialog.get_by_role('checkbox', name='old (1)').check()
    expect(dialog).to_contain_text('1 project cannot be changed')
    expect(dialog).to_contain_text('It would have 5 tags; 4 are possible.')
    expect(dialog).to_contain_text('2 projects are changed')
    # Somebody else changes one of them meanwhile: nothing of that is lost.
    world.api.call('PATCH', f'/projects/{plain["id"]}', {'tags': ['theirs']})
    change.click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text('Changed: 2 projects.')).to_be_visible()
    expect(row_of(page, plain['name'])).to_contain_text('fresh')
    assert set(tags_of(world, plain)) == {'theirs', 'fresh'}, tags_of(world, plain)
    assert tags_of(world, old) == ['fresh'], tags_of(world, old)
    assert tags_of(world, full) == ['a', 'b', 'c', 'd'], tags_of(world, full)


def test_what_is_refused_of_many_changes_is_named(page, world):
    page.expected = [REFUSED, '404']
    mark = unique('refused')
    kept = world.migrations.project(f'{mark}-kept', include=SMALL)
    gone = world.migrations.project(f'{mark}-gone', include=SMALL)
    open_list(page, f'?q={mark}')
    dialog = open_tags_of(page, (kept, gone))
    box(dialog, 'Add to all of them').fill('late')
    page.route(f'**/api/v1/projects/{gone["id"]}', lambda route: route.fulfill(
        status=404, json={'error': {'code': 'CATALOG-0010', 'message': 'There is no such project.'}}))
    dialog.get_by_role('button', name='Change 2 projects').click()
    expect(dialog).to_contain_text('Changed: 1 project. Not changed: 1.')
    expect(dialog).to_contain_text(gone['name'])
    expect(dialog).to_contain_text('There is no such project.')
    dialog.get_by_role('button', name='Close').click()
    page.unroute_all(behavior='wait')
    assert tags_of(world, kept) == ['late']


# ------------------------------------------------------------------ the alert level


def level(dialog, name):
    return dialog.get_by_role('radio', name=re.compile(f'^{name}'))


def test_the_alert_level_of_one_and_of_many_projects(page, world):
    mark = unique('alert')
    made = [world.migrations.project(f'{mark}-{number}', include=SMALL) for number in range(3)]
    open_list(page, f'?q={mark}')
    expect(row_of(page, made[0]['name'])).to_contain_text('Low')
    choose(page, made[0]['name'], 'Alert level…')
    dialog = page.get_by_role('dialog', name=f'Alert level of {made[0]["name"]}')
    expect(level(dialog, 'Low')).to_be_checked()
    expect(dialog).to_contain_text('No channel sends alerts yet')
    level(dialog, 'High').check()
    dialog.get_by_role('button', name='Save').click()
    expect(dialog).to_have_count(0)
    expect(row_of(page, made[0]['name'])).to_contain_text('High')
    assert world.migrations.row(made[0]['id'])['alertLevel'] == 'high'
    page.get_by_role('checkbox', name='Select all shown rows').click()
    toolbar(page).get_by_role('button', name='Alert level…').click()
    dialog = page.get_by_role('dialog', name='Alert level of 3 projects')
    level(dialog, 'Medium').check()
    dialog.get_by_role('button', name='Change 3 projects').click()
    expect(dialog).to_have_count(0)
    for one in made:
        expect(row_of(page, one['name'])).to_contain_text('Medium')
        assert world.migrations.row(one['id'])['alertLevel'] == 'medium'


def test_a_stale_alert_level_shows_what_is_saved_now(page, world):
    page.expected = [REFUSED]
    project = fresh(world)
    open_list(page, f'?q={project["name"]}')
    choose(page, project['name'], 'Alert level…')
    dialog = page.get_by_role('dialog', name=f'Alert level of {project["name"]}')
    level(dialog, 'High').check()
    world.api.call('PATCH', f'/projects/{project["id"]}', {'alertLevel': 'none'})
    dialog.get_by_role('button', name='Save').click()
    conflict = page.get_by_role('dialog', name='Somebody changed this meanwhile')
    expect(conflict.locator('del')).to_have_text('None')
    expect(conflict.locator('ins')).to_have_text('High')
    conflict.get_by_role('button', name='Overwrite with mine').click()
    expect(row_of(page, project['name'])).to_contain_text('High')
    assert world.migrations.row(project['id'])['alertLevel'] == 'high'
