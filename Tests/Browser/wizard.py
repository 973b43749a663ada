"""The wizard: what an operator does on its five pages, and what is refused there."""

import re

from playwright.sync_api import expect

from flows import REFUSED, box, unique
from migrations import SCHEMA
from server import eventually

TABLES = ('CUSTOMERS', 'ORDERS', 'ORDER_LINES', 'PAYMENTS', 'PRODUCTS', 'VISITS')
VIEWS = ('CUSTOMER_TREE', 'OPEN_ORDERS')


# ------------------------------------------------------------------ ways in


def draft(world, /, **members):
    """A draft with both ends, as it stands after the first page; other members as they are given."""
    ends = world.migrations.sources()
    content = {'name': unique('wiz'), 'source': {'dataSource': ends['source']},
               'destination': {'dataSource': ends['destination']}, **members}
    content = {name: value for name, value in content.items() if value is not None}
    return world.api.call('POST', '/drafts', {'content': content})


def saved(world, made):
    """The draft as the server has it."""
    return world.api.call('GET', f'/drafts/{made["id"]}')['content']


def objects_of(world, made):
    return saved(world, made).get('objects', {})


def opened(page, world, step, /, **members):
    made = draft(world, **members)
    page.goto(f'/migration/new/{made["id"]}/{step}')
    expect(page.locator('.wsteps [aria-current=step]')).to_be_visible(timeout=20_000)
    return made


def with_objects(names=('CUSTOMERS', 'PRODUCTS')):
    return {'include': [f'{SCHEMA}.{name}' for name in names]}


def fresh(names=('CUSTOMERS', 'PRODUCTS')):
    """The same in a database of its own, so that no other test has left rows there."""
    return {**with_objects(names), 'map': {SCHEMA: unique('wizard').replace('-', '_')}}


def tree(page):
    return page.get_by_role('treegrid', name='Objects of the source')


def chosen(page):
    return page.get_by_role('treegrid', name='Chosen objects')


def row(grid, name):
    return grid.locator('tr[data-key]').filter(has=grid.page.get_by_text(name, exact=True))


def mark(page, text):
    """What the head says of the draft."""
    return expect(page.locator('.saved')).to_have_text(re.compile(text), timeout=15_000)


def next_page(page):
    page.locator('.wiz-foot .btn.primary').click()


def step_is(page, name):
    expect(page.locator('.wsteps [aria-current=step] b')).to_have_text(name)


def chosen_count(page, text):
    expect(page.locator('.wiz-sums .sum b').first).to_have_text(text)


def objects_page(page, world, /, **members):
    made = opened(page, world, 'objects', **members)
    expect(tree(page).locator('tr[data-key]').first).to_be_visible()
    return made


def only_schema(page):
    """The source may hold other schemas: the filter leaves the one of the tests."""
    page.get_by_role('searchbox').first.fill(f'{SCHEMA}.')
    expect(tree(page).locator('tr.is-schema')).to_have_count(1)


# ------------------------------------------------------------------ from beginning to end


def test_the_wizard_makes_and_starts_a_project(page, world):
    ends = world.migrations.sources()
    name = unique('wizard')
    page.goto('/migration/new')
    box(page, 'Project name').fill(name)
    for end in ('source', 'destination'):
        page.get_by_role('region', name=end.capitalize(), exact=True).get_by_role('combobox').select_option(ends[end])
    next_page(page)
    step_is(page, 'Migration types')
    next_page(page)
    step_is(page, 'Objects')
    only_schema(page)
    row(tree(page), 'CUSTOMERS').get_by_role('checkbox').check()
    row(tree(page), 'PRODUCTS').get_by_role('checkbox').check()
    chosen_count(page, '2')
    chosen(page).locator('tr.is-schema').get_by_role('button', name=re.compile('shop')).click()
    box(page, 'Name at the destination').fill(name.replace('-', '_'))
    page.keyboard.press('Enter')
    next_page(page)
    step_is(page, 'Options')
    page.get_by_role('checkbox', name='Create missing databases').check()
    next_page(page)
    step_is(page, 'Precheck')
    expect(page.get_by_text('Nothing holds the project back.')).to_be_visible(timeout=60_000)
    page.get_by_role('button', name='Start project').click()
    expect(page).to_have_url(re.compile(r'/migration/pj_\w+'))
    made = eventually('the project is there', lambda: next(
        (one for one in world.api.call('GET', f'/projects?q={name}')['items'] if one['name'] == name), None))
    assert made['wish'] == 'running', made
    assert not [one for one in world.api.call('GET', '/drafts')['items'] if one['name'] == name]


def test_the_project_is_saved_without_a_start_and_edited_again(page, world):
    made = opened(page, world, 'precheck', objects=fresh(), options={'createDatabase': True})
    done(page)
    page.get_by_role('button', name='Save without starting').click(timeout=60_000)
    expect(page).to_have_url(re.compile(r'/migration/pj_\w+'))
    identifier = re.search(r'pj_\w+', page.url).group(0)
    project = world.api.call('GET', f'/projects/{identifier}')
    assert project['state'] == 'notStarted' and project['wish'] == 'idle', project['state']
    again = world.api.call('POST', f'/projects/{identifier}/draft')
    page.goto(f'/migration/new/{again["id"]}')
    expect(page.get_by_role('heading', name='Edit migration project')).to_be_visible()
    expect(box(page, 'Project name')).to_have_value(made['content']['name'])


# ------------------------------------------------------------------ source and destination


def test_what_is_missing_is_named_and_gets_the_focus(page, world):
    opened(page, world, 'endpoints', name=None, source=None, destination=None)
    next_page(page)
    step_is(page, 'Source and destination')
    expect(page.get_by_text('This is needed.')).to_have_count(3)
    expect(box(page, 'Project name')).to_be_focused()
    box(page, 'Project name').fill('no/slash')
    expect(page.get_by_text('Only letters, digits')).to_be_visible()
    box(page, 'Project name').fill('x' * 65)
    expect(page.get_by_text('At most 64 characters.')).to_be_visible()


def test_a_taken_name_is_told_while_it_is_typed(page, world):
    project = world.migrations.at('new')
    opened(page, world, 'endpoints', name=None)
    box(page, 'Project name').fill(project['name'])
    expect(page.get_by_text('Another project has this name.')).to_be_visible()


def test_tags_are_added_and_bounded(page, world):
    made = opened(page, world, 'endpoints')
    field = page.get_by_role('textbox', name='Tags optional')
    for tag in ('shop', 'wave-1', 'night', 'cn'):
        field.fill(tag)
        field.press('Enter')
        expect(page.get_by_role('button', name=f'Remove the tag {tag}')).to_be_visible()
    field.fill('one-too-many')
    field.press('Enter')
    expect(page.get_by_text('A project has at most 4 tags.')).to_be_visible()
    page.get_by_role('button', name='Remove the tag night').click()
    field.fill('x' * 21)
    field.press('Enter')
    expect(page.get_by_text('is longer than 20 characters.')).to_be_visible()
    eventually('the tags are saved', lambda: saved(world, made).get('tags') == ['shop', 'wave-1', 'cn'])


def test_a_data_source_is_added_in_place_and_tested_in_steps(page, world):
    world.migrations.sources()
    opened(page, world, 'endpoints', source=None)
    end = page.get_by_role('region', name='Source', exact=True)
    end.get_by_role('button', name='Add data source').click()
    dialog = page.get_by_role('dialog', name='Add data source')
    name = unique('oracle')
    kinds = dialog.get_by_role('combobox', name='Kind').locator('option')
    expect(kinds).to_have_text(['Oracle'])
    box(page, 'Name').fill(name)
    box(page, 'Host').fill('127.0.0.1')
    box(page, 'Port').fill(str(world.migrations.decoy.port))
    box(page, 'User').fill(SCHEMA)
    dialog.get_by_label(re.compile('^Password')).fill('secret')
    box(page, 'Service name optional').fill('ORCLPDB1')
    dialog.get_by_role('button', name='Test connection').click()
    expect(dialog.locator('.step-row').first).to_be_visible(timeout=30_000)
    dialog.get_by_role('button', name=re.compile('^Save')).click()
    expect(end.get_by_role('combobox').locator('option:checked')).to_have_text(f'{name} (Oracle)')
    end.get_by_role('button', name='Test connection').click()
    expect(end.locator('.step-row').first).to_be_visible(timeout=30_000)
    expect(end.locator('.verdict')).to_be_visible()


def test_a_kind_that_cannot_stand_at_an_end_says_so(page, world):
    ends = world.migrations.sources()
    opened(page, world, 'endpoints')
    option = page.get_by_role('region', name='Destination', exact=True).locator(f'option[value="{ends["source"]}"]')
    expect(option).to_be_disabled()
    expect(option).to_have_text(re.compile('cannot be a destination'))


# ------------------------------------------------------------------ migration types


def test_types_that_do_not_exist_yet_say_why(page, world):
    made = opened(page, world, 'types')
    for name, why in (('Incremental synchronization', 'does not read the log'),
                      ('Full verification', 'does not compare rows'), ('Reverse incremental', 'needs incremental')):
        one = page.get_by_role('checkbox', name=re.compile(f'^{name}'))
        expect(one).to_be_disabled()
        expect(one).to_have_accessible_description(re.compile(why))
    full = page.get_by_role('checkbox', name=re.compile('^Full migration'))
    full.uncheck()
    eventually('the steps are saved', lambda: saved(world, made).get('steps') == ['schema'])
    page.get_by_role('checkbox', name=re.compile('^Schema migration')).uncheck()
    next_page(page)
    expect(page.get_by_text('Choose at least one type.')).to_be_visible()
    full.check()
    expect(page.get_by_text('Without schema migration the tables must exist')).to_be_visible()
    next_page(page)
    step_is(page, 'Objects')


# ------------------------------------------------------------------ objects


def test_objects_are_ticked_in_three_states(page, world):
    made = objects_page(page, world)
    only_schema(page)
    schema = tree(page).locator('tr.is-schema').first.get_by_role('checkbox')
    schema.check()
    chosen_count(page, str(len(TABLES + VIEWS)))
    expect(row(chosen(page), 'ORDERS')).to_contain_text('orders')
    row(tree(page), 'VISITS').get_by_role('checkbox').uncheck()
    assert schema.evaluate('(box) => box.indeterminate')
    schema.click()
    chosen_count(page, str(len(TABLES + VIEWS)))
    row(chosen(page), 'VISITS').get_by_role('button', name='Remove VISITS').click()
    left = sorted(f'{SCHEMA}.{name}' for name in (TABLES + VIEWS) if name != 'VISITS')
    eventually('the choice is saved', lambda: sorted(objects_of(world, made).get('include', [])) == left)


def test_a_kind_that_is_not_migrated_cannot_be_ticked(page, world):
    objects_page(page, world)
    only_schema(page)
    sequence = row(tree(page), 'ORDER_SEQ')
    expect(sequence).to_contain_text('Sequence')
    expect(sequence.get_by_role('checkbox')).to_have_count(0)
    sequence.click()
    chosen_count(page, '0')


def test_the_filter_and_the_views_stay_in_the_address(page, world):
    objects_page(page, world)
    search = page.get_by_role('searchbox').first
    search.fill(f'{SCHEMA}.order*')
    expect(tree(page).locator('tr[data-key]:not(.is-schema)')).to_have_count(3)
    search.fill('shop orders')
    expect(tree(page).locator('tr[data-key]:not(.is-schema)')).to_have_count(2)
    page.get_by_role('radio', name='Views').click()
    expect(tree(page).locator('tr[data-key]:not(.is-schema)')).to_have_count(1)
    assert 'view=views' in page.url and 'q=shop' in page.url
    page.reload()
    expect(row(tree(page), 'OPEN_ORDERS')).to_be_visible()
    search.fill('nothing like this')
    page.get_by_role('button', name='Clear').click()
    assert 'q=' not in page.url


def test_the_issues_are_one_view(page, world):
    objects_page(page, world)
    only_schema(page)
    page.get_by_role('radio', name=re.compile('^Issues')).click()
    expect(row(tree(page), 'VISITS')).to_contain_text('No key')
    row(tree(page), 'VISITS').get_by_role('checkbox').check()
    expect(page.get_by_text('1 object with a note')).to_be_visible()


def test_a_table_and_a_schema_are_renamed_in_place(page, world):
    made = objects_page(page, world, objects=with_objects())
    row(chosen(page), 'CUSTOMERS').focus()
    page.keyboard.press('F2')
    box(page, 'Name at the destination').fill('people')
    page.keyboard.press('Enter')
    expect(row(chosen(page), 'CUSTOMERS')).to_contain_text('renamed')
    expect(row(chosen(page), 'CUSTOMERS')).to_be_focused()
    chosen(page).locator('tr.is-schema').get_by_role('button', name=re.compile('shop')).click()
    box(page, 'Name at the destination').fill('shop_new')
    page.keyboard.press('Enter')
    row(chosen(page), 'PRODUCTS').focus()
    page.keyboard.press('F2')
    box(page, 'Name at the destination').fill('thrown away')
    page.keyboard.press('Escape')
    expect(row(chosen(page), 'PRODUCTS')).not_to_contain_text('renamed')
    eventually('the names are saved', lambda: objects_of(world, made).get('map') == {SCHEMA: 'shop_new'})
    assert saved(world, made)['objects']['tables'] == {f'{SCHEMA}.CUSTOMERS': {'rename': 'people'}}


def test_a_row_filter_is_checked_at_the_source(page, world):
    made = objects_page(page, world, objects=with_objects(['ORDERS']))
    row(chosen(page), 'ORDERS').focus()
    page.keyboard.press('f')
    dialog = page.get_by_role('dialog')
    filter_box = dialog.get_by_role('textbox', name='Row filter')
    expect(filter_box).to_be_focused()
    filter_box.fill("STATUS = 'open'")
    dialog.get_by_role('button', name='Check on source').click()
    expect(dialog.get_by_text(re.compile('Takes about 66[67]'))).to_be_visible(timeout=20_000)
    filter_box.fill("STATUZ = 'open'")
    expect(dialog.get_by_text('Takes about')).to_have_count(0)
    dialog.get_by_role('button', name='Check on source').click()
    expect(dialog.get_by_text(re.compile('STATUZ')).first).to_be_visible(timeout=20_000)
    expect(filter_box).to_have_attribute('aria-invalid', 'true')
    filter_box.fill("STATUS = 'open'")
    page.keyboard.press('Escape')
    expect(page.get_by_role('button', name='ORDERS has a row filter: open it')).to_be_visible()
    eventually('the filter is saved', lambda: objects_of(world, made).get('tables') == {
        f'{SCHEMA}.ORDERS': {'filter': "STATUS = 'open'"}})


def test_the_drawer_shows_what_becomes_of_each_column(page, world):
    objects_page(page, world, objects=with_objects(['ORDERS']))
    row(chosen(page), 'ORDERS').get_by_role('button', name='Row filter and columns of ORDERS').click()
    dialog = page.get_by_role('dialog')
    lines = dialog.locator('table.columns tbody tr')
    expect(lines).to_have_count(5, timeout=20_000)
    expect(lines.filter(has_text='ORDER_ID').first).to_contain_text('PK')
    expect(lines.filter(has_text='CREATED_AT')).to_contain_text(re.compile(r'TIMESTAMP\(9\).*DATETIME\(6\)', re.DOTALL))
    expect(lines.filter(has_text='CREATED_AT').locator('.loss')).not_to_have_count(0)
    assert 'table=' in page.url
    page.go_back()
    expect(dialog).to_have_count(0)


def import_dialog(page):
    page.get_by_role('button', name='Import', exact=True).click()
    return page.get_by_role('dialog', name='Import objects')


def test_a_list_is_checked_before_it_is_added_or_replaces(page, world):
    objects_page(page, world, objects=with_objects(['VISITS']))
    chosen_count(page, '1')
    dialog = import_dialog(page)
    dialog.get_by_role('textbox').fill(f'{SCHEMA}.CUSTOMERS | {SCHEMA}.NOPE | {SCHEMA}.ORDERS')
    dialog.get_by_role('button', name='Check', exact=True).click()
    expect(dialog.get_by_text('2 tables and 0 views can be taken.')).to_be_visible(timeout=20_000)
    expect(dialog.locator('tbody tr')).to_contain_text(['NOPE'])
    dialog.get_by_role('button', name='Add to selection').click()
    chosen_count(page, '3')
    page.get_by_role('button', name='Undo').click()
    chosen_count(page, '1')
    dialog = import_dialog(page)
    dialog.get_by_role('textbox').fill(
        f'{SCHEMA},PRODUCTS,goods,things,,"PRICE > 10"\n{SCHEMA},CUSTOMERS,,,,')
    dialog.get_by_role('button', name='Check', exact=True).click()
    dialog.get_by_role('button', name='Replace selection').click(timeout=20_000)
    chosen_count(page, '2')
    expect(row(chosen(page), 'PRODUCTS')).to_contain_text('things')
    expect(row(chosen(page), 'VISITS')).to_have_count(0)


def test_a_list_that_takes_nothing_cannot_be_taken(page, world):
    objects_page(page, world)
    dialog = import_dialog(page)
    expect(dialog.get_by_role('button', name='Check', exact=True)).to_be_disabled()
    dialog.get_by_role('textbox').fill('nonsense')
    dialog.get_by_role('button', name='Check', exact=True).click()
    expect(dialog.get_by_text('0 tables and 0 views can be taken.')).to_be_visible(timeout=20_000)
    expect(dialog.get_by_role('button', name='Add to selection')).to_have_count(0)


def test_the_export_is_what_the_import_reads(page, world):
    objects_page(page, world, objects={
        **with_objects(['ORDERS', 'PRODUCTS']), 'tables': {f'{SCHEMA}.ORDERS': {'filter': "STATUS = 'a,b'"}}})
    with page.expect_download() as download:
        page.get_by_role('button', name='Export').click()
    with open(download.value.path(), encoding='utf-8') as file:
        text = file.read()
    assert f'{SCHEMA},ORDERS,shop,orders,,"STATUS = \'a,b\'"' in text, text
    page.get_by_role('button', name='Remove all').click()
    chosen_count(page, '0')
    dialog = import_dialog(page)
    dialog.get_by_role('textbox').fill(text)
    dialog.get_by_role('button', name='Check', exact=True).click()
    dialog.get_by_role('button', name='Add to selection').click(timeout=20_000)
    chosen_count(page, '2')
    expect(page.get_by_role('button', name='ORDERS has a row filter: open it')).to_be_visible()


def test_everything_removed_comes_back(page, world):
    objects_page(page, world, objects=with_objects())
    page.get_by_role('button', name='Remove all').click()
    expect(page.get_by_text('Nothing is chosen yet')).to_be_visible()
    page.get_by_role('button', name='Undo').click()
    chosen_count(page, '2')
    page.get_by_role('button', name='Remove all').click()
    next_page(page)
    step_is(page, 'Objects')
    expect(page.get_by_text('Choose at least one object.').first).to_be_visible()


def test_many_names_change_at_once(page, world):
    made = objects_page(page, world, objects=with_objects())
    page.get_by_role('button', name='Rename', exact=True).click()
    dialog = page.get_by_role('dialog', name='Rename all chosen objects')
    expect(dialog.get_by_role('button', name='Rename', exact=True)).to_be_disabled()
    dialog.get_by_label('Prefix optional').fill('old_')
    expect(dialog.get_by_text('old_customers')).to_be_visible()
    expect(dialog.get_by_text('2 names change.')).to_be_visible()
    dialog.get_by_role('button', name='Rename', exact=True).click()
    eventually('the names are saved', lambda: objects_of(world, made).get('tables') == {
        f'{SCHEMA}.{name}': {'rename': f'old_{name.lower()}'} for name in ('CUSTOMERS', 'PRODUCTS')})
    page.get_by_role('button', name='Undo').click()
    expect(row(chosen(page), 'CUSTOMERS')).not_to_contain_text('renamed')


def test_a_name_that_two_would_get_is_refused(page, world):
    objects_page(page, world, objects=with_objects(['ORDERS', 'OPEN_ORDERS']))
    page.get_by_role('button', name='Rename', exact=True).click()
    dialog = page.get_by_role('dialog', name='Rename all chosen objects')
    dialog.get_by_label('Find optional').fill('open_')
    expect(dialog.get_by_text(re.compile('would both be shop.orders'))).to_be_visible()
    expect(dialog.get_by_role('button', name='Rename', exact=True)).to_be_disabled()


def test_a_chosen_name_that_is_gone_is_told(page, world):
    objects_page(page, world, objects={'include': [f'{SCHEMA}.CUSTOMERS', f'{SCHEMA}.GONE']})
    expect(page.get_by_text(f'1 chosen name is not at the source now: {SCHEMA}.GONE')).to_be_visible()
    page.get_by_role('button', name='Remove them').click()
    expect(page.get_by_text('not at the source now')).to_have_count(0)


def test_rules_count_while_they_are_typed(page, world):
    made = objects_page(page, world)
    page.get_by_role('radio', name='Matching rules').click()
    include = page.get_by_label('Include')
    include.fill(f'{SCHEMA}.ORDER*\n{SCHEMA}.CUSTOMERS=people.*\nNOPE\n*.X\n{SCHEMA}.NOTHING')
    counts = page.locator('.rule-box').first.locator('li')
    # A sequence is met as well; it is listed with what to do.
    expect(counts).to_have_text(['3', '1', 'wrong', 'wrong', '0'])
    expect(page.get_by_text('Line 3: Write it as SCHEMA.PATTERN.')).to_be_visible()
    expect(page.get_by_text('Line 4: The schema cannot be a pattern')).to_be_visible()
    expect(page.get_by_text('1 rule meets nothing.')).to_be_visible()
    next_page(page)
    step_is(page, 'Objects')
    include.fill(f'{SCHEMA}.ORDER*\n{SCHEMA}.CUSTOMERS=people.*')
    page.get_by_label('Exclude').fill(f'{SCHEMA}.*_LINES')
    for name, count in (('Final', 3), ('New', 3), ('Removed', 0), ('Excluded', 1)):
        expect(page.get_by_role('radio', name=re.compile(f'^{name}'))).to_have_text(re.compile(f'{count}$'))
    taken = page.get_by_role('treegrid', name='What the rules take')
    expect(row(taken, 'CUSTOMERS')).to_contain_text('people.CUSTOMERS')
    eventually('the rules are saved', lambda: objects_of(world, made).get('exclude') == [f'{SCHEMA}.*_LINES'])
    next_page(page)
    step_is(page, 'Options')


def test_counts_of_rules_are_those_of_the_server(page, world):
    made = objects_page(page, world)
    source = saved(world, made)['source']['dataSource']
    page.get_by_role('radio', name='Matching rules').click()
    samples = (([f'{SCHEMA}.*'], []), ([f'{SCHEMA}.*', f'{SCHEMA}.ORDERS'], [f'{SCHEMA}.ORD*']),
               ([f'{SCHEMA.lower()}.*'], []), ([f'{SCHEMA}.[A-O]*', f'{SCHEMA}.V*'], [f'{SCHEMA}.V*', f'{SCHEMA}.NO']),
               ([f'{SCHEMA}.??????'], [f'{SCHEMA}.[!A-O]*']), ([f'"{SCHEMA}"."ORDERS"', f'{SCHEMA}."ORDER*"'], []),
               ([f'{SCHEMA}.ORDER*', f'{SCHEMA}.ORDERS=x.y'], []))
    for include, exclude in samples:
        asked = {'objects': {'include': include, 'exclude': exclude}, 'source': source, 'limit': 1}
        answer = world.api.call('POST', '/projects/preview', asked)
        page.get_by_label('Include').fill('\n'.join(include))
        page.get_by_label('Exclude').fill('\n'.join(exclude))
        for place, counts in enumerate((answer['ruleCounts'], answer['excludeCounts'])):
            lines = page.locator('.rule-box').nth(place).locator('li')
            expect(lines).to_have_text([str(count) for count in counts] or [''])
        expect(page.get_by_role('radio', name=re.compile('^Final'))).to_have_text(
            re.compile(f'[^0-9]{answer["total"]}$'))
        idle = page.locator('.rule-box').first.locator('.idle')
        if answer['idleRules']:
            expect(idle).to_contain_text(str(len(answer['idleRules'])))
        else:
            expect(idle).to_have_count(0)


def test_the_server_s_count_decides_before_the_start(page, world):
    objects = fresh(('CUSTOMERS',))
    made = opened(page, world, 'precheck', objects=objects, options={'createDatabase': True},
                  wizard={'mode': 'rules', 'taken': 9})
    expect(page.locator('.notice', has_text='The server takes 1 object.')).to_contain_text(
        'The page of the objects showed 9.', timeout=20_000)
    start = page.locator('.wiz-foot').get_by_role('button', name='Start project')
    expect(start).not_to_have_attribute('aria-disabled', 'true', timeout=60_000)
    start.click()
    question = page.get_by_role('dialog', name='Start with 1 object?')
    question.get_by_role('button', name='Cancel').click()
    expect(question).to_have_count(0)
    project = world.api.call('GET', f'/drafts/{made["id"]}')['project']
    assert world.migrations.row(project)['wish'] != 'running'
    start.click()
    question.get_by_role('button', name='Start project').click()
    expect(page).to_have_url(re.compile(f'/migration/{project}'), timeout=20_000)


def test_both_ways_to_choose_keep_their_choice(page, world):
    objects_page(page, world, objects=with_objects())
    page.get_by_role('radio', name='Matching rules').click()
    page.get_by_label('Include').fill(f'{SCHEMA}.*')
    page.get_by_role('radio', name='Specify objects').click()
    chosen_count(page, '2')
    page.get_by_role('radio', name='Matching rules').click()
    expect(page.get_by_label('Include')).to_have_value(f'{SCHEMA}.*')
    page.reload()
    expect(page.get_by_label('Include')).to_have_value(f'{SCHEMA}.*')


def test_removed_objects_are_told_against_the_rules_before(page, world):
    opened(page, world, 'objects', objects={'include': [f'{SCHEMA}.*'], 'exclude': [f'{SCHEMA}.V*']},
           wizard={'mode': 'rules'})
    page.get_by_label('Include').fill(f'{SCHEMA}.[A-O]*')
    page.get_by_role('radio', name=re.compile('^Removed')).click()
    expect(row(page.get_by_role('treegrid', name='What the rules take'), 'PRODUCTS')).to_be_visible()


def test_a_source_that_does_not_answer_keeps_the_draft(page, world):
    page.expected = [REFUSED]
    ends = world.migrations.sources()
    away = world.api.call('POST', '/datasources', {
        'name': unique('away'), 'kind': 'oracle', 'role': 'primary', 'region': '', 'host': '127.0.0.1', 'port': 1,
        'user': 'x', 'password': 'x', 'database': 'X', 'encryption': 'off', 'options': {}, 'remark': ''})
    made = opened(page, world, 'objects', source={'dataSource': away['id']}, objects=with_objects())
    expect(page.get_by_text('The objects of the source could not be read')).to_be_visible(timeout=30_000)
    page.get_by_role('button', name='Try again').click()
    expect(page.get_by_text('The objects of the source could not be read')).to_be_visible(timeout=30_000)
    assert saved(world, made)['objects'] == with_objects()
    assert ends


def test_an_account_that_sees_nothing_is_told_the_grant(page, world):
    columns = {'asOf': 0, 'schemas': [], 'schema': [], 'name': [], 'kind': [], 'rows': [], 'bytes': [], 'flags': []}
    page.route('**/api/v1/datasources/*/objects*', lambda route: route.fulfill(json=columns))
    opened(page, world, 'objects')
    expect(page.get_by_text('This account sees no table')).to_be_visible()
    expect(page.get_by_text(re.compile(f'GRANT SELECT ANY DICTIONARY.*{SCHEMA}'))).to_be_visible()


# ------------------------------------------------------------------ options


def test_options_are_kept_as_a_project_file_has_them(page, world):
    made = opened(page, world, 'options', objects=with_objects())
    page.get_by_role('radio', name=re.compile('^Fast')).check()
    eventually('the speed is saved', lambda: saved(world, made).get('options') == {'speed': 'fast'})
    page.get_by_role('radio', name=re.compile('^Custom')).check()
    box(page, 'Rows a second, at most').fill('5000')
    box(page, 'Parts at once').fill('99')
    expect(page.get_by_text('Enter a number from 1 to 64.')).to_be_visible()
    next_page(page)
    step_is(page, 'Options')
    expect(box(page, 'Parts at once')).to_be_focused()
    box(page, 'Parts at once').fill('4')
    page.get_by_role('checkbox', name='Create missing databases').check()
    page.get_by_role('radio', name=re.compile('^Keep what is there')).check()
    page.get_by_role('checkbox', name=re.compile('^Build indexes after')).uncheck()
    page.get_by_role('checkbox', name='Before the full migration').check()
    page.get_by_text('Advanced parameters').click()
    page.get_by_role('combobox', name='Names').select_option('upper')
    box(page, 'Checkers').fill('2')

    def is_saved():
        options = saved(world, made)['options']
        speed = {'lanes': 4, 'rowsPerSecondMax': 5000}
        others = {'createDatabase': True, 'onNonEmpty': 'ignore', 'stopBefore': ['full'], 'checkers': 2,
                  'conversion': {'indexesAfterRows': False, 'nameRule': 'upper'}}
        return {**options, **others} == options and {**options['speed'], **speed} == options['speed']

    eventually('the options are saved', lambda: is_saved())
    page.reload()
    expect(box(page, 'Parts at once')).to_have_value('4')


def test_the_alert_level_is_chosen_and_what_does_not_exist_says_why(page, world):
    made = opened(page, world, 'options', objects=fresh())
    group = page.get_by_role('group', name='Alert level')
    expect(group.get_by_role('radio', name=re.compile('^Low'))).to_be_checked()
    group.get_by_role('radio', name=re.compile('^High')).check()
    eventually('the level is saved', lambda: saved(world, made).get('alertLevel') == 'high')
    expect(page.get_by_text('Log retention')).to_be_visible()
    expect(page.get_by_text('It belongs to the incremental synchronization')).to_be_visible()
    project = world.api.call('POST', f'/drafts/{made["id"]}/project')['project']
    assert project['alertLevel'] == 'high', project
    group.get_by_role('radio', name=re.compile('^Low')).check()
    eventually('the standard is not written down', lambda: 'alertLevel' not in saved(world, made))


def test_only_options_of_the_chosen_types_are_shown(page, world):
    opened(page, world, 'options', steps=['schema'])
    expect(page.get_by_text('Objects that the destination cannot express')).to_be_visible()
    expect(page.get_by_text('Speed of the full migration')).to_have_count(0)
    expect(page.get_by_text('Tables that hold rows already')).to_have_count(0)


# ------------------------------------------------------------------ precheck


def test_what_is_missing_before_the_precheck_has_a_link(page, world):
    opened(page, world, 'precheck', objects=None, name=None)
    page.get_by_role('link', name='Objects', exact=True).click()
    step_is(page, 'Objects')


def precheck_row(page, title):
    return page.locator('.check-row').filter(has_text=title)


def done(page):
    expect(page.get_by_role('button', name='Check all again')).to_be_enabled(timeout=60_000)
    expect(page.locator('.check-row')).not_to_have_count(0)


def test_a_failed_check_holds_the_start_back(page, world):
    opened(page, world, 'precheck', objects=fresh())
    done(page)
    # The database does not exist, and nobody allowed to make it.
    expect(page.locator('.check-row.is-failed')).not_to_have_count(0)
    start = page.get_by_role('button', name='Start project')
    expect(start).to_have_attribute('aria-disabled', 'true')
    start.click(force=True)
    expect(page.get_by_role('status').get_by_text(re.compile('Holds the start back')).first).to_be_visible()
    expect(page.locator('.wiz-sums')).to_contain_text('Holds the start back')
    first = page.locator('.check-row.is-failed').first
    first.get_by_role('button', name='Check again').click()
    done(page)
    expect(page.locator('.check-row.is-failed')).not_to_have_count(0)


def test_an_answer_that_may_be_skipped_is_skipped_knowingly(page, world):
    """The answers are changed on their way, because no check of this world fails that may be skipped."""
    skipped = []

    def answers(route):
        answer = route.fetch()
        body = answer.json()
        if not body['running'] and body['items']:
            body['items'][0].update(
                outcome='failed', blocks=not skipped, found='It is odd.', fix="SET GLOBAL x = 1;", advice='Set it.',
                consequenceOfSkipping='Rows may be shifted.', skippedBy='admin' if skipped else None, skippedAt=1)
        route.fulfill(response=answer, json=body)

    page.route('**/api/v1/projects/*/precheck', answers)
    page.route('**/api/v1/projects/*/precheck/*/skip', lambda route: (skipped.append(1), route.fulfill(json={})))
    opened(page, world, 'precheck', objects=fresh(), options={'createDatabase': True})
    done(page)
    one = page.locator('.check-row.is-failed').first
    expect(one).to_contain_text('SET GLOBAL x = 1;')
    expect(one).to_contain_text('Rows may be shifted.')
    one.get_by_role('button', name='Skip…').click()
    dialog = page.get_by_role('dialog')
    expect(dialog).to_contain_text('Rows may be shifted.')
    expect(dialog).to_contain_text('recorded in the audit log')
    dialog.get_by_role('button', name='Skip this check').click()
    expect(page.locator('.check-row.is-skipped')).to_contain_text('Skipped by admin')
    expect(page.get_by_role('button', name='Start project')).not_to_have_attribute('aria-disabled', 'true')


def test_a_precheck_that_passed_is_not_repeated_when_the_page_is_opened_again(page, world):
    opened(page, world, 'precheck', objects=fresh(), options={'createDatabase': True})
    done(page)
    runs = []
    page.on('request', lambda request: 'precheck-run' in request.url and runs.append(request.url))
    page.reload()
    done(page)
    assert not runs, runs
    page.get_by_role('button', name='Check all again').click()
    done(page)
    assert len(runs) == 1, runs


def test_a_refusal_of_the_server_leads_to_its_page(page, world):
    page.expected = [REFUSED]
    opened(page, world, 'precheck', objects=fresh(), options={'conversion': {'collation': 'x', 'odd': 1}})
    expect(page.get_by_text('The project could not be saved')).to_be_visible()
    page.get_by_role('link', name='Options').last.click()
    step_is(page, 'Options')


# ------------------------------------------------------------------ wrong and absurd input


def test_names_that_would_be_one_name_are_told_at_once(page, world):
    objects_page(page, world, objects=with_objects(['ORDERS', 'PRODUCTS']))
    pane = page.get_by_role('region', name='Chosen', exact=True)
    row(chosen(page), 'ORDERS').focus()
    page.keyboard.press('F2')
    box(page, 'Name at the destination').fill('Products')
    page.keyboard.press('Enter')
    expect(pane).to_contain_text(f'{SCHEMA}.ORDERS, {SCHEMA}.PRODUCTS would have one name at the destination')
    row(chosen(page), 'ORDERS').focus()
    page.keyboard.press('F2')
    box(page, 'Name at the destination').fill('n' * 65)
    page.keyboard.press('Enter')
    expect(pane).not_to_contain_text('would have one name')
    expect(pane).to_contain_text(f'At the destination a name has at most 64 characters: {SCHEMA}.ORDERS.')
    page.get_by_role('radio', name='Matching rules').check(force=True)
    page.get_by_role('textbox', name='Include').fill(f'{SCHEMA}.O*=shop.one')
    expect(page.get_by_role('region', name='What the rules take')).to_contain_text('would have one name')


def test_an_import_with_a_row_filter_that_the_source_does_not_understand(page, world):
    objects_page(page, world)
    page.get_by_role('button', name='Import', exact=True).click()
    dialog = page.get_by_role('dialog', name='Import objects')
    lines = [f"{SCHEMA},ORDERS,shop2,orders2,,STATUS = 'open'", f'{SCHEMA},PRODUCTS,shop2,products2,,BAD ((',
             f'{SCHEMA},PRODUCTS', 'NOWHERE,X']
    dialog.get_by_role('textbox').fill('\ufeff' + '\n'.join(lines))
    dialog.get_by_role('button', name='Check').click()
    expect(dialog).to_contain_text('1 table and 0 views can be taken.')
    expect(dialog.locator('tr', has_text='ORA-')).to_contain_text(f'{SCHEMA}.PRODUCTS')
    dialog.get_by_role('button', name='Add to selection').click()
    chosen_count(page, '1')
    expect(row(chosen(page), 'ORDERS')).to_contain_text('shop2.orders2')


def test_a_pasted_list_of_thousands_is_answered_at_once(page, world):
    page.context.grant_permissions(['clipboard-read', 'clipboard-write'])
    objects_page(page, world)
    page.get_by_role('button', name='Import', exact=True).click()
    dialog = page.get_by_role('dialog', name='Import objects')
    text = '\n'.join(f'{SCHEMA}.NOTHING_{number}' for number in range(12_000)) + f'\n{SCHEMA}.ORDERS'
    page.evaluate('text => navigator.clipboard.writeText(text)', text)
    dialog.get_by_role('textbox').focus()
    page.keyboard.press('Control+v')
    dialog.get_by_role('button', name='Check').click()
    expect(dialog).to_contain_text('12,000 entries are left out.')
    expect(dialog.locator('tbody tr')).to_have_count(50)
    expect(dialog).to_contain_text('1 table and 0 views can be taken.')


def test_absurd_names_and_tags_are_refused_beside_their_field(page, world):
    opened(page, world, 'endpoints')
    for name in ('a/b', '<img src=x>', 'a\u200bb', '😀', 'x' * 10_000):
        box(page, 'Project name').fill(name)
        next_page(page)
        step_is(page, 'Source and destination')
        expect(page.locator('.complaint:visible')).to_have_count(1)
        expect(box(page, 'Project name')).to_be_focused()
    tags = box(page, 'Tags optional')
    for wrong, told in (('a' * 10_000, 'is longer than 20 characters.'), ('1 2 3 4 5', 'at most 4 tags')):
        tags.fill(wrong)
        tags.press('Enter')
        expect(page.get_by_text(told)).to_be_visible()
        expect(tags).to_have_value(wrong)
    tags.fill('one, two,,three one')
    tags.press('Enter')
    expect(page.locator('.tag-field .tag')).to_have_text(['one', 'two', 'three'])
    tags.fill('four,five')
    tags.press('Enter')
    expect(page.get_by_text('at most 4 tags')).to_be_visible()
    expect(tags).to_have_value('four,five')


def test_absurd_rules_say_which_line_is_wrong(page, world):
    objects_page(page, world)
    page.get_by_role('radio', name='Matching rules').check(force=True)
    include = page.get_by_role('textbox', name='Include')
    said = page.locator('#rules-include-said')
    for text, told in (('*.*', 'Line 1'), (f'{SCHEMA}.O*\n{SCHEMA}', 'Line 2'), (f'{SCHEMA}.O*=db', 'Line 1'),
                       (f'{SCHEMA}.[z-a]*', '1 rule meets nothing'), ('x' * 10_000, 'Line 1')):
        include.fill(text)
        expect(said).to_contain_text(told)
    next_page(page)
    step_is(page, 'Objects')


def test_row_filters_that_are_no_condition_are_refused_with_their_place(page, world):
    page.expected = [REFUSED]
    made = opened(page, world, 'objects', objects=with_objects(['ORDERS']))
    page.goto(f'/migration/new/{made["id"]}/objects?table={SCHEMA}.ORDERS')
    drawer = page.get_by_role('dialog')
    filter_box = drawer.locator('#row-filter')
    for wrong in ('STATUS = ', '1=1; DROP TABLE X', "STATUS = 'o'' --", '1=1) OR (1=1', '1=1 UNION SELECT * FROM DUAL'):
        filter_box.fill(wrong)
        drawer.get_by_role('button', name='Check on source').click()
        expect(drawer.locator('.filter-error')).to_contain_text('ORA-')
        expect(filter_box).to_have_attribute('aria-invalid', 'true')
    filter_box.fill('x' * 10_000)
    drawer.get_by_role('button', name='Check on source').click()
    expect(drawer.locator('#row-filter-result')).to_contain_text('4000 characters')
