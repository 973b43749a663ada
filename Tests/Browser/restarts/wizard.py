"""A server that is killed on every page of the wizard: nothing typed is lost, and the page goes on by itself."""

import re

from playwright.sync_api import expect

from flows import REFUSED, box, restarts, unique
from migrations import SCHEMA
from server import eventually
from wizard import (
    chosen, fresh, mark, next_page, objects_of, objects_page, opened, row, saved, step_is, tree, with_objects)

GONE = [REFUSED, 'ERR_']


@restarts
def test_the_first_page_outlives_a_killed_server(page, world):
    page.expected = GONE
    made = opened(page, world, 'endpoints', name='')
    name = unique('killed')
    world.server.kill()
    box(page, 'Project name').fill(name)
    tags = box(page, 'Tags optional')
    tags.fill('one')
    tags.press('Enter')
    tags.press_sequentially('half')
    mark(page, 'kept in this browser')
    expect(page.get_by_role('banner')).to_contain_text('Reconnecting')
    world.server.start()
    mark(page, 'Draft saved')
    expect(tags).to_have_value('half')
    assert saved(world, made)['name'] == name and saved(world, made)['tags'] == ['one'], saved(world, made)
    expect(page.get_by_role('banner')).not_to_contain_text('Reconnecting')


@restarts
def test_a_page_that_a_killed_server_did_not_answer_is_read_by_itself(page, world):
    page.expected = GONE
    made = opened(page, world, 'types')
    world.server.kill()
    page.get_by_role('checkbox', name=re.compile('^Full migration')).uncheck()
    mark(page, 'kept in this browser')
    next_page(page)
    step_is(page, 'Objects')
    expect(page.get_by_text('The objects of the source could not be read')).to_be_visible()
    world.server.start()
    expect(tree(page).locator('tr[data-key]').first).to_be_visible()
    mark(page, 'Draft saved')
    assert saved(world, made)['steps'] == ['schema']


@restarts
def test_a_row_filter_outlives_a_killed_server(page, world):
    page.expected = GONE
    made = objects_page(page, world, objects=with_objects(['ORDERS']))
    row(chosen(page), 'ORDERS').get_by_role('button', name=re.compile('filter')).click()
    drawer = page.get_by_role('dialog')
    filter_box = drawer.locator('#row-filter')
    expect(filter_box).to_be_visible()
    world.server.kill()
    filter_box.fill("STATUS = 'open'")
    drawer.get_by_role('button', name='Check on source').click()
    expect(drawer).to_contain_text('The server cannot be reached.')
    world.server.start()
    expect(drawer).not_to_contain_text('The server cannot be reached.')
    expect(filter_box).to_have_value("STATUS = 'open'")
    drawer.get_by_role('button', name='Check on source').click()
    expect(drawer).to_contain_text('Takes about')
    eventually('the filter is saved', lambda: objects_of(world, made).get('tables') == {
        f'{SCHEMA}.ORDERS': {'filter': "STATUS = 'open'"}})


@restarts
def test_a_pasted_list_outlives_a_killed_server_and_a_reload(page, world):
    page.expected = GONE
    objects_page(page, world)
    page.get_by_role('button', name='Import', exact=True).click()
    dialog = page.get_by_role('dialog', name='Import objects')
    text = dialog.get_by_role('textbox')
    text.fill(f'{SCHEMA}.ORDERS')
    world.server.kill()
    dialog.get_by_role('button', name='Check').click()
    expect(dialog).to_contain_text('The server cannot be reached.')
    world.server.start()
    expect(dialog).not_to_contain_text('The server cannot be reached.')
    page.reload()
    expect(tree(page).locator('tr[data-key]').first).to_be_visible()
    page.get_by_role('button', name='Import', exact=True).click()
    expect(text).to_have_value(f'{SCHEMA}.ORDERS')
    dialog.get_by_role('button', name='Check').click()
    dialog.get_by_role('button', name='Add to selection').click()
    expect(row(chosen(page), 'ORDERS')).to_be_visible()
    page.get_by_role('button', name='Import', exact=True).click()
    expect(text).to_have_value('')


@restarts
def test_rules_and_options_outlive_a_killed_server(page, world):
    page.expected = GONE
    made = objects_page(page, world)
    page.get_by_role('radio', name='Matching rules').check(force=True)
    world.server.kill()
    page.get_by_role('textbox', name='Include').fill(f'{SCHEMA}.O*')
    mark(page, 'kept in this browser')
    page.get_by_role('link', name=re.compile('Options')).first.click()
    page.get_by_role('radio', name=re.compile('^Fast')).check()
    page.locator('summary').click()
    box(page, 'Checkers').fill('3')
    world.server.start()
    mark(page, 'Draft saved')
    expect(box(page, 'Checkers')).to_have_value('3')
    content = saved(world, made)
    assert content['objects']['include'] == [f'{SCHEMA}.O*'], content['objects']
    assert content['options'] == {'speed': 'fast', 'checkers': 3}, content['options']


@restarts
def test_a_precheck_that_a_killed_server_made_is_made_again(page, world):
    page.expected = [*GONE, 'status of 409']
    opened(page, world, 'precheck', objects=fresh(), options={'createDatabase': True})
    expect(page.get_by_role('region', name='Progress of the precheck')).to_be_visible()
    world.server.kill()
    world.server.start()
    expect(page.get_by_text('Nothing holds the project back.')).to_be_visible(timeout=90_000)
    world.server.kill()
    page.get_by_role('button', name='Start project').click()
    expect(page.locator('.toast').first).to_contain_text('The server cannot be reached.')
    world.server.start()
    expect(page.get_by_role('banner')).not_to_contain_text('Reconnecting')
    page.get_by_role('button', name='Start project').click()
    expect(page).to_have_url(re.compile(r'/migration/pj_\w+'))
