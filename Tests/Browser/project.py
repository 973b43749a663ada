"""The page of one migration project: what may be done with it, its objects and its rows. Real projects move below it;
only answers that no real project gives are put in their place."""

import json
import re

from playwright.sync_api import expect

from flows import REFUSED, box, rows, unique
from server import eventually

STATES = ('precheck', 'schema', 'full', 'indexes')


def at(page, project, tab='', query=''):
    """Opens the page of a project and waits for its header."""
    page.goto(f'/migration/{project["id"]}' + (f'/{tab}' if tab else '') + query)
    expect(page.get_by_role('heading', name=project['name'], exact=True)).to_be_visible(timeout=20_000)


def state_mark(page, text):
    return page.locator('.project .ph > .badge', has_text=re.compile(f'^\\s*{text}\\s*$'))


def choose(page, entry):
    page.get_by_role('button', name='More actions').click()
    page.get_by_role('menuitem', name=entry).click()


def dialog(page, name):
    return page.get_by_role('dialog', name=name)


def press(page, title, button):
    """Presses a button of the dialog of this title."""
    dialog(page, title).get_by_role('button', name=button, exact=True).click()


def of_project(world, project):
    return world.api.call('GET', f'/projects/{project["id"]}')


def patched(world, project, body):
    return world.api.call('PATCH', f'/projects/{project["id"]}', body)


def fresh(world, **more):
    return world.migrations.project(unique('page'), include=['SHOP.PRODUCTS'], **more)


def slow(world):
    """A project that copies one table for minutes."""
    return world.migrations.project(
        unique('slow'), include=['SHOP.ORDER_LINES'],
        options={'speed': {'preset': 'custom', 'rowsPerSecondMax': 40}})


def in_state(world, project, state):
    eventually(f'{project["name"]} is {state}', lambda: of_project(world, project)['state'] == state, 90)


# ---------------------------------------------------------------- header and orders

def test_the_header_says_what_a_project_is_and_what_may_be_done(page, world):
    project = world.migrations.at('moving')
    at(page, project)
    row = of_project(world, project)
    expect(state_mark(page, 'Running')).to_be_visible()
    for tag in row['tags']:
        expect(page.locator('.project .pj-tags').get_by_role('link', name=tag)).to_be_visible()
    expect(page.locator('.meta')).to_contain_text(row['owner'])
    expect(page.get_by_role('link', name=re.compile('^Source: '))).to_have_attribute(
        'href', f'/sources?open={row["source"]["id"]}')
    expect(page).to_have_title(re.compile(re.escape(project['name'])))
    page.get_by_role('button', name='More actions').click()
    for name, reason in (('Release…', row['orders']['release']['why']), ('Delete…', row['orders']['delete']['why'])):
        entry = page.get_by_role('menuitem', name=name)
        expect(entry).to_have_attribute('aria-disabled', 'true')
        expect(entry).to_contain_text(reason)
        entry.click(force=True)
        expect(page.get_by_role('dialog')).to_have_count(0)
    page.keyboard.press('Escape')
    expect(page.get_by_role('tab', name=re.compile('Full migration'))).to_have_attribute('aria-selected', 'true')


def test_a_project_is_started_paused_and_resumed_without_a_reload(page, world):
    project = slow(world)
    at(page, project)
    page.evaluate('window.stayed = true')
    page.get_by_role('button', name='Start…').click()
    expect(dialog(page, f'Start {project["name"]}?')).to_contain_text('Nothing is written at the destination before')
    press(page, f'Start {project["name"]}?', 'Start')
    expect(state_mark(page, 'Running')).to_be_visible(timeout=60_000)
    page.get_by_role('button', name='Pause…').click()
    expect(dialog(page, f'Pause {project["name"]}?')).to_contain_text('no row is lost')
    press(page, f'Pause {project["name"]}?', 'Pause')
    expect(state_mark(page, 'Paused')).to_be_visible(timeout=60_000)
    page.locator('#main').focus()
    page.keyboard.press('p')
    expect(state_mark(page, 'Running')).to_be_visible(timeout=60_000)
    page.keyboard.press('p')
    press(page, f'Pause {project["name"]}?', 'Pause')
    expect(state_mark(page, 'Paused')).to_be_visible(timeout=60_000)
    assert page.evaluate('window.stayed'), 'the page was loaded again'


def test_an_order_that_is_refused_says_why(page, world):
    page.expected = [REFUSED]
    project = fresh(world)
    at(page, project)
    page.get_by_role('button', name='Start…').click()
    world.api.call('DELETE', f'/projects/{project["id"]}?confirm={project["name"]}')
    press(page, f'Start {project["name"]}?', 'Start')
    expect(page.get_by_role('dialog').locator('.notice.bad')).to_be_visible()
    press(page, f'Start {project["name"]}?', 'Cancel')
    expect(page.get_by_text('This project does not exist any more')).to_be_visible()
    page.get_by_role('link', name='All projects').click()
    expect(page).to_have_url(re.compile('/migration$'))


def test_a_project_is_renamed_tagged_and_copied(page, world):
    page.expected = [REFUSED]
    project, other = fresh(world), fresh(world)
    at(page, project)
    choose(page, 'Rename…')
    form = dialog(page, f'Rename {project["name"]}')
    box(form, 'Name').fill('')
    form.get_by_role('button', name='Rename').click()
    expect(form).to_contain_text('This is needed.')
    box(form, 'Name').fill(other['name'])
    form.get_by_role('button', name='Rename').click()
    expect(form.locator('.complaint')).to_be_visible()
    name = unique('renamed')
    box(form, 'Name').fill(name)
    form.get_by_role('button', name='Rename').click()
    expect(page.get_by_role('heading', name=name, exact=True)).to_be_visible()
    choose(page, 'Edit tags…')
    form = dialog(page, f'Tags of {name}')
    for word in ('one', 'two', 'three', 'four'):
        form.get_by_role('textbox').fill(word)
        page.keyboard.press('Enter')
    form.get_by_role('textbox').fill('five')
    page.keyboard.press('Enter')
    expect(form).to_contain_text('at most 4 tags')
    form.get_by_role('textbox').fill('')
    form.get_by_role('button', name='Remove the tag four').click()
    form.get_by_role('button', name='Save').click()
    expect(page.locator('.project .pj-tags .tag')).to_have_text(['one', 'two', 'three'])
    choose(page, 'Copy as new project…')
    form = dialog(page, f'Copy {name}')
    box(form, 'Name').fill(f'{name}-twin')
    form.get_by_role('button', name='Copy').click()
    expect(page.get_by_role('heading', name=f'{name}-twin', exact=True)).to_be_visible()
    expect(state_mark(page, 'Not started')).to_be_visible()


def test_a_stale_rename_shows_both_and_overwrites_nothing_unseen(page, world):
    page.expected = [REFUSED]
    project = fresh(world)
    at(page, project)
    choose(page, 'Rename…')
    form = dialog(page, f'Rename {project["name"]}')
    mine, theirs = unique('mine'), unique('theirs')
    box(form, 'Name').fill(mine)
    patched(world, project, {'name': theirs})
    form.get_by_role('button', name='Rename').click()
    conflict = dialog(page, 'Somebody changed this meanwhile')
    expect(conflict).to_contain_text(theirs)
    expect(conflict).to_contain_text(mine)
    conflict.get_by_role('button', name='Back to the form').click()
    assert of_project(world, project)['name'] == theirs
    expect(box(form, 'Name')).to_have_value(mine)
    form.get_by_role('button', name='Rename').click()
    conflict.get_by_role('button', name='Overwrite with mine').click()
    expect(page.get_by_role('heading', name=mine, exact=True)).to_be_visible()


def test_the_alert_level_is_shown_changed_and_not_overwritten_unseen(page, world):
    page.expected = [REFUSED]
    project = fresh(world)
    at(page, project)
    shown = page.locator('.project .meta').get_by_role('button', name='Low')
    shown.click()
    form = dialog(page, f'Alert level of {project["name"]}')
    form.get_by_role('radio', name=re.compile('^High')).check()
    patched(world, project, {'alertLevel': 'none'})
    form.get_by_role('button', name='Save').click()
    conflict = dialog(page, 'Somebody changed this meanwhile')
    expect(conflict.get_by_role('row', name='Alert level')).to_contain_text('none')
    conflict.get_by_role('button', name='Take theirs').click()
    expect(form.get_by_role('radio', name=re.compile('^None'))).to_be_checked()
    assert of_project(world, project)['alertLevel'] == 'none'
    # What was taken over is not asked about a second time.
    form.get_by_role('radio', name=re.compile('^Medium')).check()
    form.get_by_role('button', name='Save').click()
    expect(form).to_have_count(0)
    expect(page.locator('.project .meta')).to_contain_text('Medium')
    assert of_project(world, project)['alertLevel'] == 'medium'


def test_release_and_deletion_say_what_cannot_be_undone(page, world):
    project = slow(world)
    world.migrations.order(project['id'], 'start')
    world.migrations.until(project['id'], lambda row: row['state'] == 'running', 'it runs')
    world.migrations.order(project['id'], 'pause')
    in_state(world, project, 'paused')
    at(page, project)
    choose(page, 'Release…')
    title = f'Release {project["name"]}?'
    expect(dialog(page, title)).to_contain_text('This cannot be undone.')
    press(page, title, 'Release')
    expect(state_mark(page, 'Released')).to_be_visible(timeout=60_000)
    page.get_by_role('button', name='Delete…').click()
    title = f'Delete {project["name"]}?'
    expect(dialog(page, title)).to_contain_text('at the destination stay')
    button = dialog(page, title).get_by_role('button', name='Delete', exact=True)
    expect(button).to_be_disabled()
    dialog(page, title).get_by_role('textbox').fill(project['name'][:-1])
    expect(button).to_be_disabled()
    dialog(page, title).get_by_role('textbox').fill(project['name'])
    button.click()
    expect(page).to_have_url(re.compile('/migration$'))
    assert project['id'] not in [one['id'] for one in world.api.call('GET', '/projects')['items']]


def test_the_configuration_is_downloaded_and_shown_as_a_request(page, world):
    project = world.migrations.at('paused')
    at(page, project)
    with page.expect_download() as waiting:
        choose(page, 'Download configuration')
    with open(waiting.value.path(), encoding='utf-8') as file:
        saved = json.load(file)
    assert saved == of_project(world, project)['file'], saved
    assert waiting.value.suggested_filename == f'{project["name"]}.json'
    choose(page, 'Copy as API call…')
    form = dialog(page, 'The same by the API')
    expect(form.locator('pre')).to_contain_text("/api/v1/projects'")
    form.get_by_role('combobox').select_option('pause')
    expect(form.locator('pre')).to_contain_text(f'/api/v1/projects/{project["id"]}/actions/pause')
    form.get_by_role('combobox').select_option('speed')
    expect(form.locator('pre')).to_contain_text('If-Match')
    form.get_by_role('button', name='Copy').click()
    expect(page.locator('.toast', has_text='Copied')).to_be_visible()


# ---------------------------------------------------------------- needs and rail

def test_what_needs_a_person_leads_to_exactly_those_rows(page, world):
    project = world.migrations.at('blocked')
    at(page, project, 'options')
    strip = page.get_by_role('list', name='Needs you')
    expect(strip.get_by_role('listitem')).to_have_count(1)
    expect(strip).to_contain_text('1 object cannot be expressed')
    strip.get_by_role('link', name=re.compile('Review: 1 object')).click()
    expect(page).to_have_url(re.compile('/schema\\?status=unsupported$'))
    expect(rows(page)).to_have_count(1)
    rejecting = world.migrations.at('rejecting')
    at(page, rejecting)
    strip.get_by_role('link', name=re.compile('Review: 6 rows')).click()
    expect(rows(page)).to_have_count(6)
    at(page, world.migrations.at('done'))
    expect(strip).to_be_hidden()


def test_the_steps_are_tabs_and_remember_the_address(page, world):
    project = world.migrations.at('moving')
    at(page, project)
    for place, step in enumerate(STATES, 1):
        page.locator('#main').focus()
        page.keyboard.press(str(place))
        expect(page).to_have_url(re.compile(f'/{step}$'))
        expect(page.locator(f'#step-{step}')).to_have_attribute('aria-selected', 'true')
    page.locator('#step-indexes').focus()
    page.keyboard.press('ArrowLeft')
    expect(page.locator('#step-full')).to_be_focused()
    expect(page).to_have_url(re.compile('/full$'))
    page.keyboard.press('Home')
    expect(page.locator('#step-precheck')).to_be_focused()
    page.go_back()
    expect(page.locator('#step-full')).to_have_attribute('aria-selected', 'true')
    page.reload()
    expect(page.locator('#step-full')).to_have_attribute('aria-selected', 'true')


def test_checks_are_grouped_worst_first_and_filtered(page, world):
    project = world.migrations.at('done')
    at(page, project, 'precheck')
    expect(page.locator('.pj-check-row')).not_to_have_count(0)
    expect(page.get_by_role('heading', name=re.compile('^Source'))).to_be_visible()
    again = page.get_by_role('button', name='Check again')
    expect(again).to_have_attribute('aria-disabled', 'true')
    expect(again).to_have_attribute('data-tip', 'The precheck is completed.')
    page.get_by_role('searchbox').fill('nothing has this name')
    expect(page.get_by_text('Nothing matches', exact=True)).to_be_visible()
    page.get_by_role('button', name='Clear the filter').click()
    expect(page.locator('.pj-check-row')).not_to_have_count(0)


def test_a_failed_check_is_skipped_with_its_consequence(page, world):
    """The answer is made up: the real ends of these tests fail no check that may be skipped."""
    project = world.migrations.at('done')
    answer = {'number': 1, 'key': 'x', 'title': 'Enough space', 'area': 'space', 'end': 'destination', 'subject': 'db',
              'outcome': 'failed', 'found': 'Only 1 GB.', 'advice': 'Make room.', 'fix': 'ALTER DATABASE x',
              'consequenceOfSkipping': 'The copy may stop in the middle.', 'blocks': True, 'skippedBy': None,
              'skippedAt': None}
    hard = {**answer, 'number': 2, 'title': 'Signs in', 'consequenceOfSkipping': None}
    sent = []

    def skip(route):
        sent.append(route.request.url)
        answer.update(skippedBy='admin', skippedAt=1_790_000_000_000, blocks=False)
        route.fulfill(json=answer)

    # Newer than what the stream may still bring of the real answers.
    page.route('**/precheck', lambda route: route.fulfill(
        json={'items': [answer, hard], 'total': 2, 'counts': {}, 'rev': 2 ** 52}))
    page.route('**/precheck/1/skip', skip)
    at(page, project, 'precheck', '?status=failed')
    row = page.locator('.pj-check-row', has_text='Enough space')
    expect(row).to_contain_text('ALTER DATABASE x')
    refused = page.locator('.pj-check-row', has_text='Signs in').get_by_role('button', name='Skip…')
    expect(refused).to_have_attribute('aria-disabled', 'true')
    row.get_by_role('button', name='Skip…').click()
    title = 'Skip “Enough space”?'
    expect(dialog(page, title)).to_contain_text('The copy may stop in the middle.')
    press(page, title, 'Skip')
    expect(row).to_have_count(0)
    page.get_by_role('radio', name=re.compile('^Skipped')).click()
    expect(row).to_contain_text('Skipped by admin')
    assert len(sent) == 1


# ---------------------------------------------------------------- sub-pages

def test_options_are_changed_where_the_state_allows_it(page, world):
    page.expected = [REFUSED]
    project = world.migrations.at('moving')
    at(page, project, 'options')
    option = page.locator('.pj-option', has_text='Tables that hold rows already')
    refused = option.get_by_role('button', name='Change…')
    expect(refused).to_have_attribute('data-tip', 'Pause the project first.')
    bound = page.locator('.pj-option', has_text='Most rows in quarantine')
    bound.get_by_role('button', name='Change…').click()
    form = page.get_by_role('dialog', name=re.compile(': Most rows in quarantine$'))
    form.get_by_role('textbox').fill('many')
    form.get_by_role('button', name='Save').click()
    expect(form).to_contain_text('Enter a whole number.')
    form.get_by_role('textbox').fill('777')
    patched(world, project, {'options': {'quarantineMax': 555}})
    form.get_by_role('button', name='Save').click()
    conflict = dialog(page, 'Somebody changed this meanwhile')
    expect(conflict.get_by_role('row', name='Most rows in quarantine')).to_contain_text('555')
    conflict.get_by_role('button', name='Take theirs').click()
    expect(form.get_by_role('textbox')).to_have_value('555')
    form.get_by_role('button', name='Cancel').click()
    expect(bound).to_contain_text('555')


def test_the_objects_page_shows_the_rules_and_leads_to_the_objects(page, world):
    project = world.migrations.at('rejecting')
    at(page, project, 'objects')
    expect(page.locator('.rules-of').first).to_contain_text('SHOP.PAYMENTS')
    expect(page.get_by_role('row', name=re.compile('SHOP.PAYMENTS'))).to_contain_text('DECIMAL(6,2)')
    page.get_by_role('link', name='Done').click()
    expect(page).to_have_url(re.compile('/schema\\?status=completed'))


def test_both_ends_are_tested_in_place(page, world):
    project = world.migrations.at('done')
    at(page, project, 'connections')
    ends = page.locator('.pj-end-card')
    expect(ends).to_have_count(2)
    expect(ends.first).to_contain_text('SHOP')
    ends.nth(1).get_by_role('button', name='Test connection').click()
    expect(ends.nth(1).locator('.step-row')).not_to_have_count(0, timeout=30_000)


def test_activity_tells_who_did_what(page, world):
    project = world.migrations.at('paused')
    at(page, project, 'activity')
    expect(page.locator('.event', has_text='Ordered: pause').first).to_contain_text('admin')
    page.get_by_role('radio', name=re.compile('^State')).click()
    expect(page).to_have_url(re.compile('kind=state'))
    expect(page.locator('.event', has_text='Ordered: pause')).to_have_count(0)
    expect(page.locator('.event').first).to_be_visible()


def test_the_components_of_a_project_lead_to_their_page(page, world):
    project = world.migrations.at('moving')
    at(page, project, 'components')
    expect(rows(page).first).to_be_visible()
    rows(page).first.click()
    expect(page).to_have_url(re.compile('/om/components'))
    at(page, world.migrations.at('done'), 'components')
    expect(page.get_by_text('No component works for it now')).to_be_visible()
