"""A server that is killed below a project's page: what is typed stays, the project goes on, and the page says so."""

import re

from playwright.sync_api import expect

from flows import REFUSED, restarts, unique
from migrations import step
from project import at, choose, dialog, in_state, of_project, press, state_mark
from project_steps import VIEW, blocked, database_of, editor, open_object
from server import eventually

GONE = [REFUSED, 'ERR_']


def head(page):
    return expect(page.get_by_role('banner'))


def kill(page, world):
    world.server.kill()
    head(page).to_contain_text('Reconnecting')


def begin_again(page, world):
    world.server.start()
    expect(page.get_by_role('banner')).not_to_contain_text('Reconnecting')


@restarts
def test_typed_statements_outlive_a_killed_server_and_a_reload(page, world):
    page.expected = GONE
    project = blocked(world)
    drawer = open_object(page, project, 'CUSTOMER_TREE')
    editor(page).fill('CREATE VIEW typed')
    kill(page, world)
    editor(page).press_sequentially(' more')
    drawer.get_by_role('button', name='Run at the destination').click()
    expect(drawer).to_contain_text('The server cannot be reached.')
    begin_again(page, world)
    expect(drawer).not_to_contain_text('The server cannot be reached.')
    expect(editor(page)).to_have_value('CREATE VIEW typed more')
    page.reload()
    expect(editor(page)).to_have_value('CREATE VIEW typed more')
    expect(drawer).to_contain_text('Nothing of it was run.')
    drawer.get_by_role('radio', name='My changes').click()
    expect(drawer.locator('.dl.added')).to_have_count(1)
    drawer.get_by_role('radio', name='Edit').click()
    editor(page).fill(VIEW.format(database=database_of(project)))
    drawer.get_by_role('button', name='Run at the destination').click()
    expect(drawer.locator('.dh .badge')).to_contain_text('Done', timeout=30_000)
    page.reload()
    expect(drawer).to_contain_text('CUSTOMER_TREE')
    expect(drawer).not_to_contain_text('Nothing of it was run.')


def test_what_was_typed_before_a_reload_does_not_overwrite_what_came_meanwhile(page, world):
    page.expected = [REFUSED]
    project = blocked(world)
    drawer = open_object(page, project, 'CUSTOMER_TREE')
    number = re.search(r'open=(\d+)', page.url).group(1)
    editor(page).fill('CREATE VIEW mine')
    page.goto('/overview')
    world.api.call('PATCH', f'/projects/{project["id"]}/objects/{number}', {'text': 'CREATE VIEW theirs'})
    page.go_back()
    expect(editor(page)).to_have_value('CREATE VIEW mine')
    drawer.get_by_role('button', name='Run at the destination').click()
    conflict = dialog(page, 'Somebody changed this meanwhile')
    expect(conflict.locator('.dl.gone')).to_contain_text('theirs')


@restarts
def test_a_running_project_goes_on_below_a_killed_server(page, world):
    page.expected = GONE
    # Rows are counted with their chunk, so some of the tables are small.
    project = world.migrations.project(
        unique('goes-on'), include=['SHOP.PRODUCTS', 'SHOP.CUSTOMERS', 'SHOP.ORDER_LINES'],
        options={'speed': {'preset': 'custom', 'rowsPerSecondMax': 40}})
    world.migrations.order(project['id'], 'start')
    world.migrations.until(project['id'], lambda row: step(row, 'full')['state'] == 'running', 'rows are copied')
    at(page, project, 'full')
    expect(state_mark(page, 'Running')).to_be_visible()
    kill(page, world)
    expect(state_mark(page, 'Running')).to_be_visible()
    page.get_by_role('button', name='Pause…').click()
    title = f'Pause {project["name"]}?'
    press(page, title, 'Pause')
    expect(dialog(page, title)).to_contain_text('The server cannot be reached.')
    begin_again(page, world)
    expect(dialog(page, title)).not_to_contain_text('The server cannot be reached.')
    eventually('rows move', lambda: of_project(world, project)['copying']['rows'] > 0, 90)
    press(page, title, 'Pause')
    expect(state_mark(page, 'Paused')).to_be_visible(timeout=60_000)
    in_state(world, project, 'paused')


@restarts
def test_a_typed_name_outlives_a_killed_server(page, world):
    page.expected = GONE
    project = world.migrations.at('new')
    at(page, project)
    choose(page, 'Rename…')
    title = page.get_by_role('dialog')
    name = f'{project["name"]}-again'
    title.get_by_role('textbox').fill(name)
    kill(page, world)
    title.get_by_role('button', name='Rename').click()
    expect(title).to_contain_text('The server cannot be reached.')
    begin_again(page, world)
    expect(title.get_by_role('textbox')).to_have_value(name)
    title.get_by_role('button', name='Rename').click()
    expect(page.get_by_role('heading', name=name, exact=True)).to_be_visible()
    world.api.call('PATCH', f'/projects/{project["id"]}', {'name': project['name']})
