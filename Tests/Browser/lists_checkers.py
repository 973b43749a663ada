"""Checkers among the components: found by project and machine, paused, rerun, their log and tickets."""

import re

from playwright.sync_api import expect

import access
from flows import component, looks, machine, row_of, rows, unique, visit
from migrations import step
from server import eventually


def checker_of(world, which):
    """The Checker of a project: the first that there is."""
    project = world.migrations.at(which)
    return project, eventually('the project has a Checker', lambda: next(
        (one for one in world.api.call('GET', '/components')['items']
         if one['configuration'].get('project') == project['id']), None))


def state_of(world, identifier):
    return world.api.call('GET', f'/components/{identifier}')['state']


def test_a_checker_is_found_by_project_name_id_and_address(page, world):
    project, checker = checker_of(world, 'paused')
    address = machine(world)['address']
    visit(page, '/om/components?kind=checker')
    for text in (checker['name'], checker['id'], project['name'], project['id'], address):
        page.get_by_role('searchbox').fill(text)
        expect(row_of(page, checker['id'])).to_have_count(1)
    page.get_by_role('searchbox').fill('nothing-has-this-name')
    expect(page.get_by_text('Nothing matches')).to_be_visible()
    page.get_by_role('button', name='Clear the filter').click()
    row = row_of(page, checker['id'])
    expect(row.get_by_role('link', name=project['name'])).to_have_attribute('href', f'/migration/{project["id"]}')
    expect(row).to_contain_text(address)


def test_kinds_and_states_are_counted(page, world):
    checker_of(world, 'paused')
    component(world, start=False)
    visit(page, '/om/components')
    kinds = page.get_by_role('radiogroup', name='Kind')
    for name in ('All kinds', 'Checker', 'Heartbeat'):
        chip = kinds.get_by_role('radio', name=re.compile(f'^{name}'))
        chip.click()
        count = int(chip.locator('.n').inner_text())
        expect(page.get_by_role('grid')).to_have_attribute('aria-rowcount', str(count + 1))
    kinds.get_by_role('radio', name=re.compile('^Checker')).click()
    page.get_by_role('radiogroup', name='State').get_by_role('radio', name=re.compile('^Stopped')).click()
    expect(page).to_have_url(re.compile('kind=checker.*status=stopped'))
    page.reload()
    expect(rows(page).first).to_contain_text('Stopped')


def test_a_refused_order_on_a_checker_says_why(page, world):
    _, checker = checker_of(world, 'paused')
    visit(page, f'/om/components?q={checker["id"]}')
    row_of(page, checker['id']).get_by_role('button', name=re.compile('^Actions')).click()
    pause = page.get_by_role('menuitem', name='Pause…')
    expect(pause).to_have_attribute('aria-disabled', 'true')
    expect(pause).to_contain_text('It is already paused.')
    page.keyboard.press('Escape')
    _, running = checker_of(world, 'moving')
    visit(page, f'/om/components?q={running["id"]}')
    row_of(page, running['id']).get_by_role('button', name=re.compile('^Actions')).click()
    delete = page.get_by_role('menuitem', name='Delete…')
    expect(delete).to_have_attribute('aria-disabled', 'true')
    expect(delete).to_contain_text('Pause it first.')


def test_a_checker_is_rerun_and_its_project_goes_on(page, world):
    project, checker = checker_of(world, 'moving')
    before = world.api.call('GET', f'/components/{checker["id"]}')['pid']
    visit(page, f'/om/components?q={checker["id"]}')
    row_of(page, checker['id']).get_by_role('button', name=re.compile('^Actions')).click()
    page.get_by_role('menuitem', name='Rerun…').click()
    dialog = page.get_by_role('dialog', name=f'Rerun {checker["name"]}?')
    expect(dialog).to_contain_text('not copied again')
    dialog.get_by_role('button', name='Rerun', exact=True).click()
    expect(dialog).to_have_count(0, timeout=60_000)
    eventually('another process runs', lambda: world.api.call('GET', f'/components/{checker["id"]}')['pid']
               not in (None, before), 60)
    assert world.migrations.row(project['id'])['state'] == 'running'


def test_the_drawer_of_a_checker_shows_project_charts_log_and_tickets(page, world):
    project, checker = checker_of(world, 'moving')
    visit(page, f'/om/components?open={checker["id"]}')
    drawer = page.get_by_role('dialog', name='Component', exact=True)
    expect(drawer.get_by_role('link', name=project['name'])).to_be_visible()
    expect(drawer.locator('.chart', has_text='Rows/s')).to_be_visible(timeout=20_000)
    expect(drawer.locator('.facts')).to_contain_text('Held back by')
    drawer.get_by_role('tab', name='Log').click()
    expect(drawer.get_by_role('log')).to_contain_text(re.compile('.'))
    drawer.get_by_role('tab', name='Configuration').click()
    expect(drawer.get_by_label('Name', exact=True)).to_have_value(checker['name'])
    drawer.get_by_role('link', name='Tickets').click()
    expect(page).to_have_url(re.compile(f'/om/tickets.q={checker["id"]}'))
    expect(rows(page).first).to_contain_text(checker['name'])


def menu_of(page, identifier, entry):
    row_of(page, identifier).get_by_role('button', name=re.compile('^Actions')).click()
    page.get_by_role('menuitem', name=entry).click()


def test_a_checker_is_paused_resumed_and_deleted(page, world):
    slow = {'preset': 'custom', 'rowsPerSecondMax': 40}
    project = world.migrations.project(unique('ordered'), include=['SHOP.ORDER_LINES'], options={'speed': slow})
    world.migrations.order(project['id'], 'start')
    world.migrations.until(project['id'], lambda row: step(row, 'full')['state'] == 'running', 'rows are copied')
    checker = eventually('it has a Checker that runs', lambda: next(
        (one for one in world.api.call('GET', '/components')['items']
         if one['configuration'].get('project') == project['id'] and one['state'] == 'running'), None), 60)
    identifier = checker['id']
    # What its project orders by itself afterwards is said in the dialog.
    visit(page, f'/om/components?q={identifier}')
    menu_of(page, identifier, 'Pause…')
    dialog = page.get_by_role('dialog', name=f'Pause {checker["name"]}?')
    expect(dialog).to_contain_text('project')
    dialog.get_by_role('button', name='Pause', exact=True).click()
    expect(page.locator('.toast').first).to_be_visible()
    eventually('another process runs, or none', lambda: world.api.call('GET', f'/components/{identifier}')['pid']
               != checker['pid'], 60)
    world.migrations.order(project['id'], 'pause')
    world.migrations.until(project['id'], lambda row: row['state'] == 'paused', 'it is paused')
    expect(row_of(page, identifier)).to_contain_text('Stopped', timeout=60_000)
    menu_of(page, identifier, 'Start…')
    page.get_by_role('dialog').get_by_role('button', name='Start', exact=True).click()
    expect(row_of(page, identifier)).to_contain_text('Running', timeout=60_000)
    assert world.migrations.row(project['id'])['state'] == 'paused'
    menu_of(page, identifier, 'Pause…')
    dialog.get_by_role('button', name='Pause', exact=True).click()
    expect(row_of(page, identifier)).to_contain_text('Stopped', timeout=60_000)
    menu_of(page, identifier, 'Delete…')
    dialog = page.get_by_role('dialog', name=f'Delete {checker["name"]}?')
    expect(dialog).to_contain_text('makes a new one')
    dialog.get_by_role('textbox').fill('delete')
    dialog.get_by_role('button', name='Delete', exact=True).click()
    expect(row_of(page, identifier)).to_have_count(0, timeout=60_000)
    world.migrations.order(project['id'], 'resume')
    eventually('its project has another one', lambda: any(
        one['configuration'].get('project') == project['id'] and one['id'] != identifier
        for one in world.api.call('GET', '/components')['items']), 60)


def test_an_update_of_a_checker_leaves_it_with_its_project(page, world):
    project, checker = checker_of(world, 'paused')
    visit(page, f'/om/components?open={checker["id"]}&tab=configuration')
    drawer = page.get_by_role('dialog', name='Component', exact=True)
    drawer.get_by_label('Name', exact=True).fill(f'{checker["name"]} again')
    drawer.get_by_role('button', name='Save configuration').click()
    expect(page.locator('.toast').first).to_be_visible()
    now = world.api.call('GET', f'/components/{checker["id"]}')
    assert now['name'] == f'{checker["name"]} again' and now['configuration']['project'] == project['id'], now
    expect(drawer.get_by_role('button', name='Save configuration')).to_be_disabled()


def states(page, world):
    project, running = checker_of(world, 'moving')
    _, still = checker_of(world, 'paused')

    def menu(one):
        visit(page, f'/om/components?q={one["id"]}')
        row_of(page, one['id']).get_by_role('button', name=re.compile('^Actions')).click()

    def rerun():
        menu(running)
        page.get_by_role('menuitem', name='Rerun…').click()
        expect(page.get_by_role('dialog')).to_be_visible()

    def drawer():
        visit(page, f'/om/components?open={running["id"]}')
        expect(page.get_by_role('dialog').locator('.chart').first).to_be_visible(timeout=20_000)

    yield 'checkers', lambda: visit(page, '/om/components?kind=checker')
    yield 'checkers no match', lambda: visit(page, '/om/components?kind=checker&q=nothing-has-this-name')
    yield 'checker drawer', drawer
    yield 'checker menu', lambda: menu(still)
    yield 'checker rerun', rerun


@looks
def test_every_state_of_checkers_in_both_themes(page, world):
    access.look_at_all(page, world, states)
