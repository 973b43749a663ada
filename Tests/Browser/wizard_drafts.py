"""The draft behind the wizard: it is saved at every change, outlives everything, and is not overwritten unseen."""

import re

from playwright.sync_api import expect

from access import tab_until
from flows import REFUSED, box, restarts, unique
from migrations import SCHEMA
from server import eventually
from wizard import (
    chosen, chosen_count, draft, fresh, mark, next_page, objects_page, only_schema, opened, row, saved, step_is, tree,
    with_objects)


def change_theirs(world, made, **members):
    """Somebody else saves the draft."""
    now = world.api.call('GET', f'/drafts/{made["id"]}')
    import http.client
    import json
    from urllib.parse import urlsplit
    link = http.client.HTTPConnection(urlsplit(world.server.url).netloc, timeout=30)
    headers = {'X-Godwit': '1', 'Content-Type': 'application/json', 'Cookie': world.api.cookie,
               'If-Match': f'"{now["rev"]}"'}
    link.request('PATCH', f'/api/v1/drafts/{made["id"]}',
                 json.dumps({'content': {**now['content'], **members}}), headers)
    answer = link.getresponse()
    assert answer.status == 200, answer.read()
    link.close()


def test_an_address_without_a_draft_begins_one_and_looking_leaves_nothing(page, world):
    world.prepare()
    for one in world.api.call('GET', '/drafts')['items']:
        world.api.call('DELETE', f'/drafts/{one["id"]}')
    for _ in range(2):
        page.goto('/migration/new')
        expect(page).to_have_url(re.compile(r'/migration/new/\w+/endpoints'))
        expect(box(page, 'Project name')).to_be_focused()
    assert len(world.api.call('GET', '/drafts')['items']) == 1


def test_every_change_is_saved_and_says_so(page, world):
    made = opened(page, world, 'endpoints')
    mark(page, 'Draft saved')
    box(page, 'Project name').fill('a name')
    mark(page, 'Draft saved')
    eventually('the name is saved', lambda: saved(world, made)['name'] == 'a name')


def test_back_reload_and_a_link_find_the_same(page, world):
    made = opened(page, world, 'endpoints')
    name = unique('kept')
    box(page, 'Project name').fill(name)
    next_page(page)
    step_is(page, 'Migration types')
    page.go_back()
    step_is(page, 'Source and destination')
    expect(box(page, 'Project name')).to_have_value(name)
    page.reload()
    expect(box(page, 'Project name')).to_have_value(name)
    next_page(page)
    eventually('the page is noted', lambda: saved(world, made).get('wizard', {}).get('page') == 'types')
    page.goto(f'/migration/new/{made["id"]}')
    step_is(page, 'Migration types')


def test_what_was_typed_before_a_reload_is_not_lost(page, world):
    made = opened(page, world, 'endpoints')
    name = unique('fast')
    box(page, 'Project name').fill(name)
    page.reload()
    expect(box(page, 'Project name')).to_have_value(name)
    eventually('it is saved', lambda: saved(world, made)['name'] == name)


def test_a_server_that_is_away_loses_nothing(page, world):
    page.expected = [REFUSED]
    made = opened(page, world, 'endpoints')
    page.route('**/api/v1/drafts/*', lambda route: route.abort())
    name = unique('away')
    box(page, 'Project name').fill(name)
    mark(page, 'kept in this browser')
    page.unroute_all(behavior='wait')
    mark(page, 'Draft saved')
    assert saved(world, made)['name'] == name


@restarts
def test_a_restart_in_the_middle_loses_nothing(page, world):
    page.expected = [REFUSED, 'ERR_']
    made = objects_page(page, world)
    only_schema(page)
    row(tree(page), 'CUSTOMERS').get_by_role('checkbox').check()
    world.server.stop()
    row(tree(page), 'ORDERS').get_by_role('checkbox').check()
    row(chosen(page), 'ORDERS').focus()
    page.keyboard.press('F2')
    box(page, 'Name at the destination').fill('kept')
    page.keyboard.press('Enter')
    mark(page, 'kept in this browser')
    world.server.start()
    mark(page, 'Draft saved')
    objects = saved(world, made)['objects']
    assert objects['include'] == [f'{SCHEMA}.CUSTOMERS', f'{SCHEMA}.ORDERS'], objects
    assert objects['tables'] == {f'{SCHEMA}.ORDERS': {'rename': 'kept'}}, objects


def test_a_stale_edit_is_refused_with_the_difference(page, world):
    page.expected = ['status of 412']
    made = opened(page, world, 'endpoints')
    change_theirs(world, made, name='their name', tags=['theirs'])
    box(page, 'Project name').fill('my name')
    dialog = page.get_by_role('dialog', name='Somebody changed this meanwhile')
    expect(dialog.locator('tbody tr')).to_have_count(2)
    expect(dialog).to_contain_text('their name')
    expect(dialog).to_contain_text('my name')
    dialog.get_by_role('button', name='Back to the form').click()
    mark(page, 'Not saved')
    expect(box(page, 'Project name')).to_have_value('my name')
    assert saved(world, made)['name'] == 'their name'
    page.get_by_role('button', name='See the difference').click()
    dialog.get_by_role('button', name='Take theirs').click()
    expect(box(page, 'Project name')).to_have_value('their name')
    mark(page, 'Draft saved')
    change_theirs(world, made, name='their other name')
    box(page, 'Project name').fill('my other name')
    dialog.get_by_role('button', name='Overwrite with mine').click()
    mark(page, 'Draft saved')
    assert saved(world, made)['name'] == 'my other name'


def test_the_difference_of_two_choices_names_the_objects(page, world):
    page.expected = ['status of 412']
    made = objects_page(page, world, objects=with_objects())
    change_theirs(world, made, objects=with_objects(['CUSTOMERS', 'PRODUCTS', 'VISITS']))
    row(chosen(page), 'PRODUCTS').get_by_role('button', name='Remove PRODUCTS').click()
    dialog = page.get_by_role('dialog', name='Somebody changed this meanwhile')
    expect(dialog).to_contain_text(f'3 objects; 2 only here: {SCHEMA}.PRODUCTS, {SCHEMA}.VISITS')
    dialog.get_by_role('button', name='Take theirs').click()
    chosen_count(page, '3')


def test_a_project_that_somebody_changed_is_not_overwritten_unseen(page, world):
    page.expected = ['status of 412']
    made = opened(page, world, 'precheck', objects=fresh(), options={'createDatabase': True})
    expect(page.get_by_role('button', name='Check all again')).to_be_enabled(timeout=60_000)
    identifier = world.api.call('GET', f'/drafts/{made["id"]}')['project']
    world.api.call('PATCH', f'/projects/{identifier}', {'tags': ['theirs']})
    page.get_by_role('link', name=re.compile('Options')).first.click()
    page.get_by_role('radio', name=re.compile('^Fast')).check()
    next_page(page)
    dialog = page.get_by_role('dialog', name='Somebody changed this meanwhile')
    expect(dialog).to_contain_text('theirs')
    dialog.get_by_role('button', name='Overwrite with mine').click()
    eventually('mine is saved', lambda: world.api.call('GET', f'/projects/{identifier}')['tags'] == [])


def test_a_draft_is_discarded_knowingly(page, world):
    page.expected = ['status of 404']
    made = opened(page, world, 'types')
    page.get_by_role('button', name='More').click()
    page.get_by_role('menuitem', name='Discard draft…').click()
    dialog = page.get_by_role('dialog', name='Discard this draft?')
    dialog.get_by_role('button', name='Cancel').click()
    assert saved(world, made)
    page.get_by_role('button', name='More').click()
    page.get_by_role('menuitem', name='Discard draft…').click()
    dialog.get_by_role('button', name='Discard', exact=True).click()
    expect(page).to_have_url(re.compile('/migration$'))
    page.goto(f'/migration/new/{made["id"]}/types')
    expect(page.get_by_text('This draft does not exist any more')).to_be_visible()


def test_unfinished_drafts_are_offered(page, world):
    other = draft(world)
    page.goto('/migration/new')
    link = page.get_by_role('link', name=other['content']['name'])
    expect(link).to_be_visible()
    link.click()
    expect(box(page, 'Project name')).to_have_value(other['content']['name'])


def test_the_request_is_copied_for_a_script(page, world):
    page.context.grant_permissions(['clipboard-read', 'clipboard-write'])
    made = opened(page, world, 'options', objects=with_objects())
    page.get_by_role('button', name='More').click()
    page.get_by_role('menuitem', name='Copy as API call').click()
    expect(page.locator('.toast')).to_be_visible()
    text = page.evaluate('navigator.clipboard.readText()')
    assert text.startswith('curl -X POST') and made['content']['name'] in text and 'wizard' not in text, text


# ------------------------------------------------------------------ by keyboard alone


def test_the_wizard_by_keyboard_alone(page, world):
    made = opened(page, world, 'endpoints')
    expect(box(page, 'Project name')).to_be_focused()
    page.keyboard.press('Control+Enter')
    step_is(page, 'Migration types')
    tab_until(page, "document.activeElement.matches('.type input')", 'a type')
    page.keyboard.press('Control+Enter')
    step_is(page, 'Objects')
    expect(tree(page).locator('tr[data-key]').first).to_be_visible()
    page.keyboard.press('/')
    page.keyboard.type(f'{SCHEMA}.')
    expect(tree(page).locator('tr.is-schema')).to_have_count(1)
    tab_until(page, "document.activeElement.matches('[aria-label=\"Objects of the source\"] tbody tr')", 'the tree')
    page.keyboard.press('ArrowLeft')
    expect(page.locator('tr:focus')).to_have_attribute('aria-expanded', 'false')
    page.keyboard.press('ArrowRight')
    expect(page.locator('tr:focus')).to_have_attribute('aria-expanded', 'true')
    page.keyboard.press('ArrowDown')
    page.keyboard.press('ArrowDown')
    page.keyboard.press(' ')
    chosen_count(page, '1')
    page.keyboard.press('Shift+ArrowDown')
    chosen_count(page, '2')
    page.keyboard.press('ArrowLeft')
    expect(page.locator('tr:focus')).to_have_class(re.compile('is-schema'))
    page.keyboard.press('u')
    chosen_count(page, '0')
    page.keyboard.press('a')
    expect(page.locator('.wiz-sums .sum b').first).not_to_have_text('0')
    page.keyboard.press('i')
    expect(page.get_by_role('dialog', name='Import objects')).to_be_visible()
    page.keyboard.press('Escape')
    tab_until(page, "document.activeElement.matches('[aria-label=\"Chosen objects\"] tbody tr')", 'the chosen objects')
    page.keyboard.press('ArrowDown')
    before = page.locator('tr:focus').get_attribute('data-key')
    page.keyboard.press('F2')
    page.keyboard.type('by_hand')
    page.keyboard.press('Enter')
    expect(page.locator('tr:focus')).to_contain_text('by_hand')
    page.keyboard.press('f')
    expect(page.get_by_role('dialog')).to_be_visible()
    page.keyboard.press('Escape')
    page.keyboard.press('Delete')
    expect(chosen(page).locator(f'tr[data-key="{before}"]')).to_have_count(0)
    expect(page.locator('tr:focus')).to_have_count(1)
    page.keyboard.press('Control+Enter')
    step_is(page, 'Options')
    tab_until(page, "document.activeElement.matches('input[type=radio]')", 'a speed')
    page.keyboard.press('ArrowRight')
    eventually('the speed is saved', lambda: saved(world, made).get('options', {}).get('speed') == 'fast')
    tab_until(page, "document.activeElement.matches('summary')", 'the advanced parameters')
    page.keyboard.press('Enter')
    expect(box(page, 'Checkers')).to_be_visible()
    page.keyboard.press('Control+Enter')
    step_is(page, 'Precheck')
    expect(page.get_by_role('button', name='Check all again')).to_be_enabled(timeout=60_000)
    tab_until(page, "document.activeElement.textContent.includes('Save without starting')", 'Save')
