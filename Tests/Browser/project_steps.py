"""The objects and the rows of a project: statements side by side, batch orders, tables, speed, quarantine."""

import re

from playwright.sync_api import expect

from flows import REFUSED, rows, unique
from migrations import PASSWORD, step, table_name
from project import at, dialog, fresh, of_project, patched, press, slow
from server import eventually

VIEW = 'CREATE VIEW `{database}`.`customer_tree` AS SELECT customer_id, name FROM `{database}`.`customers`'


def blocked(world):
    """A project whose schema step waits for a person, for this test alone."""
    made = world.migrations.project(
        unique('blocked'), include=['SHOP.CUSTOMERS', 'SHOP.CUSTOMER_TREE'], options={'onUnsupported': 'stop'})
    world.migrations.order(made['id'], 'start')
    world.migrations.until(made['id'], lambda row: row['state'] == 'failed', 'its schema step waits')
    return made


def database_of(project):
    return re.sub(r'\W', '_', project['name']).lower()


def editor(page):
    return page.get_by_role('textbox', name='Statements for the destination')


def open_object(page, project, name):
    at(page, project, 'schema')
    rows(page).filter(has_text=name).click()
    drawer = page.get_by_role('dialog', name='Object', exact=True)
    expect(drawer).to_contain_text(name)
    return drawer


# ---------------------------------------------------------------- objects

def test_objects_are_filtered_by_the_url(page, world):
    project = world.migrations.at('done')
    at(page, project, 'schema')
    expect(rows(page)).to_have_count(3)
    page.get_by_role('searchbox').fill('shop.*s')
    expect(page).to_have_url(re.compile('q=shop'))
    expect(rows(page)).to_have_count(3)
    page.get_by_role('searchbox').fill('prod')
    expect(rows(page)).to_have_count(1)
    page.reload()
    expect(rows(page)).to_have_count(1)
    page.get_by_role('searchbox').fill('nothing-has-this-name')
    expect(page.get_by_text('Nothing matches', exact=True)).to_be_visible()
    page.get_by_role('button', name='Clear the filter').click()
    expect(rows(page)).to_have_count(3)
    page.get_by_role('radio', name=re.compile('^Failed')).click()
    expect(page).to_have_url(re.compile('status=failed'))


def test_an_object_is_written_compared_and_run(page, world):
    project = blocked(world)
    drawer = open_object(page, project, 'CUSTOMER_TREE')
    expect(drawer).to_contain_text('CONNECT')
    expect(drawer).to_contain_text('What the conversion changed')
    expect(drawer.get_by_role('button', name='Run at the destination')).to_be_disabled()
    editor(page).fill('CREATE VIEW nonsense')
    drawer.get_by_role('radio', name='My changes').click()
    expect(drawer.locator('.dl.added')).to_have_count(1)
    drawer.get_by_role('radio', name='Edit').click()
    editor(page).press('Control+Enter')
    expect(drawer.locator('.outcome, .notice.bad').first).to_be_visible(timeout=30_000)
    expect(drawer.locator('.notice.bad')).to_contain_text(re.compile('syntax|failed|refused', re.I))
    expect(editor(page)).to_have_value('CREATE VIEW nonsense')
    editor(page).fill(VIEW.format(database=database_of(project)))
    drawer.get_by_role('button', name='Run at the destination').click()
    expect(drawer.locator('.dh .badge')).to_contain_text('Done', timeout=30_000)
    eventually('it is at the destination', lambda: of_project(world, project)['objects']['completed'] >= 2, 30)


def test_a_stale_text_of_an_object_is_not_overwritten(page, world):
    page.expected = [REFUSED]
    project = blocked(world)
    drawer = open_object(page, project, 'CUSTOMER_TREE')
    number = rows(page).filter(has_text='CUSTOMER_TREE').get_attribute('data-key')
    editor(page).fill('CREATE VIEW mine')
    # The drawer is told of the other text and reads it, and still does not take it for what was typed here.
    with page.expect_response(lambda answer: answer.url.endswith(f'/objects/{number}')):
        world.api.call('PATCH', f'/projects/{project["id"]}/objects/{number}', {'text': 'CREATE VIEW theirs'})
    expect(editor(page)).to_have_value('CREATE VIEW mine')
    drawer.get_by_role('button', name='Run at the destination').click()
    conflict = dialog(page, 'Somebody changed this meanwhile')
    expect(conflict.locator('.dl.gone')).to_contain_text('theirs')
    expect(conflict.locator('.dl.added')).to_contain_text('mine')
    conflict.get_by_role('button', name='Take theirs').click()
    expect(editor(page)).to_have_value('CREATE VIEW theirs')


def test_typed_statements_are_not_thrown_away_unasked(page, world):
    project = world.migrations.at('blocked')
    drawer = open_object(page, project, 'CUSTOMER_TREE')
    editor(page).fill('CREATE VIEW kept')
    drawer.get_by_role('button', name='Close').click()
    expect(dialog(page, 'Discard your changes?')).to_be_visible()
    press(page, 'Discard your changes?', 'Cancel')
    expect(editor(page)).to_have_value('CREATE VIEW kept')
    drawer.get_by_role('button', name='Close').click()
    press(page, 'Discard your changes?', 'Discard changes')
    expect(page.get_by_role('dialog')).to_have_count(0)


def test_the_editor_is_left_by_keyboard(page, world):
    open_object(page, world.migrations.at('blocked'), 'CUSTOMER_TREE')
    editor(page).fill('')
    editor(page).focus()
    page.keyboard.type('SELECT')
    page.keyboard.press('Tab')
    page.keyboard.type('1')
    expect(editor(page)).to_have_value('SELECT  1')
    page.keyboard.press('Escape')
    page.keyboard.press('Tab')
    expect(editor(page)).not_to_be_focused()
    expect(page.get_by_role('dialog', name='Object', exact=True)).to_be_visible()


def test_objects_are_skipped_and_removed_with_what_that_means(page, world):
    project = blocked(world)
    at(page, project, 'schema')
    view = rows(page).filter(has_text='CUSTOMER_TREE')
    view.get_by_role('button', name='Actions').click()
    page.get_by_role('menuitem', name='Skip…').click()
    title = 'Skip SHOP.CUSTOMER_TREE?'
    expect(dialog(page, title)).to_contain_text('The project does not make them.')
    press(page, title, 'Skip')
    expect(view).to_contain_text('Skipped')
    view.get_by_role('button', name='Actions').click()
    page.get_by_role('menuitem', name='Remove…').click()
    title = 'Remove SHOP.CUSTOMER_TREE from the project?'
    expect(dialog(page, title)).to_contain_text('This cannot be undone.')
    press(page, title, 'Remove')
    expect(view).to_have_count(0)
    page.get_by_role('radio', name=re.compile('^Removed')).click()
    expect(view).to_have_count(1)


def test_a_batch_names_what_fits_and_what_is_left_out(page, world):
    project = blocked(world)
    at(page, project, 'schema')
    expect(rows(page)).to_have_count(2)
    page.get_by_role('checkbox', name='Select all').check()
    bar = page.get_by_role('toolbar', name='Chosen objects')
    expect(bar).to_contain_text('2 objects chosen')
    expect(bar.get_by_role('button', name='Retry…')).to_be_disabled()
    bar.get_by_role('button', name='Skip…').click()
    title = 'Skip SHOP.CUSTOMER_TREE?'
    expect(dialog(page, title)).to_contain_text('SHOP.CUSTOMERS')
    expect(dialog(page, title)).to_contain_text('Left out')
    press(page, title, 'Skip')
    expect(rows(page).filter(has_text='CUSTOMER_TREE')).to_contain_text('Skipped')
    expect(bar).to_be_hidden()


def test_the_same_orders_by_keys(page, world):
    project = blocked(world)
    at(page, project, 'schema')
    rows(page).first.focus()
    page.keyboard.press('Home')
    expect(rows(page).first).to_contain_text('CUSTOMER_TREE')
    page.keyboard.press('x')
    expect(page.get_by_role('toolbar', name='Chosen objects')).to_contain_text('1 object chosen')
    page.keyboard.press('s')
    expect(dialog(page, 'Skip SHOP.CUSTOMER_TREE?')).to_be_visible()
    page.keyboard.press('Escape')
    page.keyboard.press('Escape')
    expect(page.get_by_role('toolbar', name='Chosen objects')).to_be_hidden()
    page.keyboard.press('r')
    expect(page.locator('.toast.bad')).to_be_visible()


# ---------------------------------------------------------------- rows

def test_rows_move_without_a_reload(page, world):
    # Rows are counted with their chunk, so some of the tables are small.
    project = world.migrations.project(
        unique('moves'), include=['SHOP.PRODUCTS', 'SHOP.CUSTOMERS', 'SHOP.ORDER_LINES'],
        options={'speed': {'preset': 'custom', 'rowsPerSecondMax': 40}})
    at(page, project, 'full')
    page.evaluate('window.stayed = true')
    expect(page.get_by_text('No row was copied yet')).to_be_visible()
    world.migrations.order(project['id'], 'start')
    migrated = page.locator('.kpi', has_text='Rows migrated').locator('.kpi-value')
    expect(migrated).to_have_text(re.compile('^[1-9]'), timeout=90_000)
    before = migrated.inner_text()
    expect(migrated).not_to_have_text(before, timeout=60_000)
    expect(rows(page).filter(has_text='ORDER_LINES')).to_contain_text(re.compile('Running|Waiting'))
    assert page.evaluate('window.stayed')


def test_tables_are_filtered_and_opened(page, world):
    project = world.migrations.at('done')
    at(page, project, 'full')
    expect(rows(page)).to_have_count(3)
    page.get_by_role('radio', name=re.compile('^Blocked')).click()
    expect(page.get_by_text('Nothing matches', exact=True)).to_be_visible()
    page.get_by_role('button', name='Clear the filter').click()
    rows(page).filter(has_text='ORDERS').click()
    drawer = page.get_by_role('dialog', name='Table', exact=True)
    expect(drawer).to_contain_text('2,000')
    retry = drawer.get_by_role('button', name='Retry…')
    expect(retry).to_have_attribute('data-tip', 'The project is over.')
    page.go_back()
    expect(drawer).to_have_count(0)


def test_the_speed_is_changed_while_rows_are_copied(page, world):
    page.expected = [REFUSED]
    project = world.migrations.at('moving')
    at(page, project, 'full')
    page.get_by_role('button', name='Change speed…').click()
    form = dialog(page, f'Speed of {project["name"]}')
    expect(form).to_contain_text('Takes effect within seconds.')
    form.get_by_role('radio', name=re.compile('Fast')).check()
    expect(form.get_by_role('textbox', name='Chunks at once')).to_have_value('8')
    form.get_by_role('textbox', name='Chunks at once').fill('900')
    expect(form.get_by_role('radio', name=re.compile('Custom'))).to_be_checked()
    form.get_by_role('button', name='Change speed').click()
    expect(form).to_contain_text('Enter a number from 1 to 64.')
    form.get_by_role('textbox', name='Chunks at once').fill('3')
    form.get_by_role('button', name='Change speed').click()
    expect(form).to_have_count(0)
    assert of_project(world, project)['file']['options']['speed']['lanes'] == 3
    at(page, world.migrations.at('done'), 'full')
    expect(page.get_by_role('button', name='Change speed…')).to_have_attribute('data-tip', 'The project is over.')


def test_the_reason_for_the_present_speed_is_told(page, world):
    at(page, world.migrations.at('moving'), 'full')
    expect(page.locator('.speed-line')).to_contain_text(re.compile('holds it back|is copied now|is full'),
                                                       timeout=30_000)


def test_rows_in_quarantine_show_their_values_and_are_tried_or_discarded(page, world):
    made = world.migrations.project(
        unique('rejecting'), include=['SHOP.PAYMENTS'],
        tables={'SHOP.PAYMENTS': {'types': {'TOTAL': 'DECIMAL(6,2)'}}})
    world.migrations.order(made['id'], 'start')
    world.migrations.until(made['id'], lambda row: row['state'] in ('completed', 'failed'), 'it is over')
    at(page, made, 'full', '?view=quarantine')
    expect(rows(page)).to_have_count(6)
    rows(page).first.click()
    drawer = page.get_by_role('dialog', name='Row in quarantine')
    values = drawer.locator('.values tbody tr')
    expect(values).to_have_count(3)
    expect(values.nth(0)).to_have_text(re.compile(r'^\s*PAYMENT_ID\s+50\s*$'))
    expect(values.nth(1)).to_have_text(re.compile(r'^\s*TOTAL\s+123456789\s*$'))
    expect(values.nth(2)).to_contain_text('2026-02-01')
    drawer.get_by_role('button', name='Try again…').click()
    press(page, 'Try 1 row once more?', 'Try again')
    expect(page.locator('.toast')).to_be_visible(timeout=30_000)
    page.goto(f'/migration/{made["id"]}/full?view=quarantine')
    page.get_by_role('checkbox', name='Select all').check()
    bar = page.get_by_role('toolbar', name='Chosen rows')
    bar.get_by_role('button', name='Discard…').click()
    title = 'Go without 6 rows?'
    expect(dialog(page, title)).to_contain_text('This cannot be undone.')
    press(page, title, 'Discard')
    expect(page.get_by_text('No row is in quarantine')).to_be_visible(timeout=30_000)


def test_what_happened_is_marked_in_the_charts(page, world):
    project = world.migrations.project(
        unique('marked'), include=['SHOP.PRODUCTS', 'SHOP.ORDER_LINES'],
        options={'speed': {'preset': 'custom', 'rowsPerSecondMax': 40}})
    world.migrations.order(project['id'], 'start')
    world.migrations.until(project['id'], lambda row: step(row, 'full')['state'] == 'running', 'rows are copied')
    at(page, project, 'full')
    throughput = page.get_by_role('img', name=re.compile('^Throughput'))
    expect(throughput).to_be_visible(timeout=60_000)
    patched(world, project, {'options': {'speed': {'preset': 'custom', 'rowsPerSecondMax': 30}}})
    expect(throughput).to_have_attribute('aria-label', re.compile('Speed changed'))
    world.migrations.order(project['id'], 'pause')
    expect(throughput).to_have_attribute('aria-label', re.compile('Paused'), timeout=60_000)
    page.get_by_role('tab', name='Timing').click()
    expect(page.get_by_role('img', name=re.compile('^Average time.*Source read.*Destination write'))).to_be_visible()


def test_a_blocked_table_stands_first_and_is_tried_again(page, world):
    schema = world.migrations.tables(3, 'STUCK')
    gone = table_name(2)
    project = world.migrations.project(
        unique('stuck'), include=[f'{schema}.*'], schema=schema, options={'stopBefore': ['full']})
    world.migrations.order(project['id'], 'start')
    world.migrations.until(project['id'], lambda row: row['state'] == 'paused', 'the tables are made')
    owner = (schema, PASSWORD)
    world.migrations.decoy.run(f'RENAME {gone} TO AWAY', owner)
    world.migrations.order(project['id'], 'resume')
    world.migrations.until(project['id'], lambda row: row['state'] == 'failed', 'a table is blocked')
    at(page, project, 'full')
    expect(rows(page)).to_have_count(3)
    expect(rows(page).first).to_contain_text(gone)
    expect(rows(page).first).to_contain_text('Blocked')
    expect(page.locator('.kpi', has_text='Tables')).to_contain_text('1 blocked')
    page.get_by_role('radio', name=re.compile('^Blocked')).click()
    expect(rows(page)).to_have_count(1)
    world.migrations.decoy.run(f'RENAME AWAY TO {gone}', owner)
    rows(page).first.click()
    drawer = page.get_by_role('dialog', name='Table', exact=True)
    expect(drawer.get_by_role('alert')).to_contain_text('ORA-00942')
    expect(drawer.get_by_role('button', name='Move to the front…')).to_have_attribute('aria-disabled', 'true')
    drawer.get_by_role('button', name='Retry…').click()
    press(page, re.compile(f'^Retry {schema}.{gone}'), 'Retry')
    expect(page.locator('.toast').first).to_be_visible()
    world.migrations.until(project['id'], lambda row: row['state'] == 'completed', 'it went on')


def test_a_waiting_table_is_moved_to_the_front(page, world):
    schema = world.migrations.tables(300, 'FRONT')
    project = world.migrations.project(unique('front'), include=[f'{schema}.*'], schema=schema)

    def tables():
        return world.api.call('GET', f'/projects/{project["id"]}/tables?limit=1000')['items']

    world.migrations.order(project['id'], 'start')
    world.migrations.until(project['id'], lambda row: step(row, 'full')['state'] == 'running', 'it copies')
    eventually('tables are listed', tables)
    world.migrations.order(project['id'], 'pause')
    world.migrations.until(project['id'], lambda row: row['state'] == 'paused', 'it is paused')
    waiting = [table['source'] for table in tables() if table['state'] == 'waiting']
    last = waiting[-1]
    at(page, project, 'full', f'?q={last}')
    expect(rows(page)).to_have_count(1)
    rows(page).first.get_by_role('button', name='Actions').click()
    page.get_by_role('menuitem', name='Move to the front…').click()
    press(page, f'Move {last} to the front?', 'Move to the front')
    expect(page.locator('.toast').first).to_be_visible()
    world.migrations.order(project['id'], 'resume')
    world.migrations.until(project['id'], lambda row: row['state'] == 'completed', 'it went on')
    started = {table['source']: table['startedAt'] for table in tables() if table['source'] in waiting}
    # Planners work side by side, so a few others may begin in the same moment; without the order it would be the last.
    assert sum(moment < started[last] for moment in started.values()) < len(started) / 2, started


def test_a_skipped_object_is_tried_again(page, world):
    project = blocked(world)
    at(page, project, 'schema')
    view = rows(page).filter(has_text='CUSTOMER_TREE')
    number = int(view.get_attribute('data-key'))
    world.api.call('POST', f'/projects/{project["id"]}/object-actions/skip', {'numbers': [number]})
    expect(view).to_contain_text('Skipped')
    view.get_by_role('button', name='Actions').click()
    page.get_by_role('menuitem', name='Retry…').click()
    press(page, 'Retry SHOP.CUSTOMER_TREE?', 'Retry')
    expect(view).not_to_contain_text('Skipped', timeout=60_000)


def test_a_skip_is_taken_back(page, world):
    project = blocked(world)
    at(page, project, 'schema')
    page.get_by_role('checkbox', name='Select all').check()
    page.get_by_role('toolbar', name='Chosen objects').get_by_role('button', name='Skip…').click()
    press(page, 'Skip SHOP.CUSTOMER_TREE?', 'Skip')
    view = rows(page).filter(has_text='CUSTOMER_TREE')
    expect(view).to_contain_text('Skipped')
    page.locator('.toast').get_by_role('button', name='Undo').click()
    expect(view).not_to_contain_text('Skipped', timeout=60_000)


def with_line(route):
    """What the destination says ends before the line, so the answer is given one."""
    if route.request.method != 'GET':
        route.continue_()
        return
    answer = route.fetch()
    body = answer.json()
    if body.get('failure'):
        body['failure']['detail'] += ' at line 2'
    route.fulfill(response=answer, json=body)


def test_the_line_that_the_destination_complains_of_is_marked(page, world):
    project = blocked(world)
    page.route(re.compile(r'/api/v1/projects/\w+/objects/\d+$'), with_line)
    open_object(page, project, 'CUSTOMER_TREE')
    editor(page).fill(f'CREATE VIEW `{database_of(project)}`.`v` AS\nSELECT name,\nFROM nothing')
    editor(page).press('Control+Enter')
    expect(page.locator('.editor .wrong-line')).to_have_text('2', timeout=30_000)
    editor(page).press_sequentially(' ')
    expect(page.locator('.editor .wrong-line')).to_have_count(0)


def test_indexes_are_listed_with_their_statements(page, world):
    project = world.migrations.at('done')
    at(page, project, 'indexes')
    expect(rows(page)).not_to_have_count(0)
    # Indexes of small tables are made with their tables; the reference is built here.
    rows(page).filter(has_text='fk_orders').click()
    drawer = page.get_by_role('dialog', name='Index or reference')
    expect(drawer).to_contain_text('ALTER TABLE')
    expect(drawer.get_by_role('button', name='Retry…')).to_have_attribute('aria-disabled', 'true')


def test_a_project_that_has_not_begun_says_so_in_every_panel(page, world):
    project = fresh(world)
    at(page, project)
    expect(page.get_by_text('Nothing was checked yet')).to_be_visible()
    at(page, project, 'schema')
    expect(page.get_by_text('The objects are not listed yet')).to_be_visible()
    at(page, project, 'full')
    expect(page.get_by_text('No row was copied yet')).to_be_visible()
    at(page, project, 'indexes')
    expect(page.get_by_text('No index to build')).to_be_visible()
