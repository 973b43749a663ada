"""The list of migration projects, and projects on the overview: every order, the refused ones too."""

import json
import os
import re

from playwright.sync_api import expect

import access
from flows import REFUSED, alone, box, looks, row_of, rows, unique, visit
from migrations import SMALL, SLOW_ROWS_PER_SECOND
from server import eventually

SLOW = {'speed': {'preset': 'custom', 'rowsPerSecondMax': SLOW_ROWS_PER_SECOND}}
SHOWN_MILLISECONDS = 2_000
ACT_MILLISECONDS = 250
FLEET = int(os.environ.get('GODWIT_BROWSER_PROJECTS') or 500)
GROUPS = ('All', 'Failed', 'Running', 'Paused', 'Not started', 'Completed', 'Released')


def fresh(world, **more):
    """A project of this test alone, not started."""
    return world.migrations.project(unique('one'), **{'include': SMALL, **more})


def open_list(page, search=''):
    visit(page, f'/migration{search}')
    expect(rows(page).first).to_be_visible()


def menu_of(page, name):
    row_of(page, name).get_by_role('button', name=re.compile('^Actions')).click()
    return page.get_by_role('menu')


def choose(page, name, entry):
    menu_of(page, name).get_by_role('menuitem', name=entry).click()


def order(page, name, verb):
    """Gives an order by the menu of a row, and confirms it."""
    choose(page, name, f'{verb}…')
    dialog = page.get_by_role('dialog', name=f'{verb} {name}?')
    expect(dialog).to_be_visible()
    dialog.get_by_role('button', name=verb, exact=True).click()
    expect(dialog).to_have_count(0)


def status(page, name):
    return row_of(page, name).locator('.badge')


def segment(page, name):
    return page.get_by_role('radiogroup', name='Status').get_by_role('radio', name=re.compile(f'^{name}'))


def count_in(page, name):
    return int(segment(page, name).locator('.n').inner_text().replace(',', ''))


# ------------------------------------------------------------------ the list


def test_projects_are_listed_worst_first(page, world):
    made = {which: world.migrations.at(which)['name'] for which in ('new', 'blocked', 'done', 'paused')}
    open_list(page, f'?q={world.migrations.run}')
    names = page.locator('tbody tr[data-key] .two b').all_inner_texts()
    places = [names.index(made[which]) for which in ('blocked', 'paused', 'new', 'done')]
    assert places == sorted(places), names
    blocked = row_of(page, made['blocked'])
    expect(blocked).to_contain_text('Failed')
    expect(blocked).to_contain_text('not supported')
    expect(blocked).to_contain_text('Schema migration')
    expect(blocked).to_contain_text('shop oracle')
    expect(blocked).to_contain_text(re.compile('shop oracle .*Oracle.*shop oceanbase .*OceanBase', re.S))
    expect(row_of(page, made['new'])).to_contain_text('wave-1')
    expect(row_of(page, made['new'])).to_contain_text('Not begun')
    expect(row_of(page, made['done'])).to_contain_text('100%')
    row_of(page, made['done']).click()
    expect(page).to_have_url(re.compile('/migration/pj_'))
    page.go_back()
    expect(page).to_have_url(re.compile(f'q={world.migrations.run}'))


def test_filters_stand_in_the_address_and_count_what_they_show(page, world):
    world.migrations.at('blocked')
    made = fresh(world, tags=['filtered'])
    open_list(page)
    for name in GROUPS:
        segment(page, name).click()
        wanted = count_in(page, name)
        expect(page.locator('table[role=grid]')).to_have_attribute('aria-rowcount', str(wanted + 1))
    segment(page, 'All').click()
    page.get_by_role('combobox', name='Tags').select_option('filtered')
    expect(page).to_have_url(re.compile('tag=filtered'))
    expect(row_of(page, made['name'])).to_have_count(1)
    segment(page, 'Failed').click()
    expect(page.get_by_text('Nothing matches')).to_be_visible()
    page.reload()
    expect(page.get_by_text('Nothing matches')).to_be_visible()
    page.get_by_role('button', name='Clear the filter').click()
    expect(page).to_have_url(re.compile('/migration$'))
    page.get_by_role('button', name=re.compile('^Needs you')).click()
    expect(page).to_have_url(re.compile('need=1'))
    eventually('only failed ones need somebody', lambda: set(page.locator('tbody .badge').all_inner_texts())
               == {'Failed'})
    page.get_by_role('button', name=re.compile('^Needs you')).click()
    page.get_by_role('searchbox').fill(made['id'])
    expect(rows(page)).to_have_count(1)
    page.get_by_role('searchbox').press('Escape')
    expect(page).to_have_url(re.compile('/migration$'))


def test_a_saved_view_comes_back(page, world):
    world.migrations.at('blocked')
    open_list(page)
    views = page.get_by_role('button', name=re.compile('^Views'))
    views.click()
    entry = page.get_by_role('menuitem', name='Save this view…')
    expect(entry).to_have_attribute('aria-disabled', 'true')
    expect(entry).to_contain_text('Filter or sort the list first.')
    page.keyboard.press('Escape')
    segment(page, 'Failed').click()
    views.click()
    page.get_by_role('menuitem', name='Save this view…').click()
    dialog = page.get_by_role('dialog', name='Save view')
    dialog.get_by_role('button', name='Save').click()
    expect(dialog).to_contain_text('This is needed.')
    box(dialog, 'Name').fill('broken ones')
    dialog.get_by_role('button', name='Save').click()
    expect(dialog).to_have_count(0)
    page.goto('/overview')
    open_list(page)
    views.click()
    page.get_by_role('menuitemradio', name='broken ones').click()
    expect(page).to_have_url(re.compile('status=failed'))
    named = page.get_by_role('button', name='broken ones')
    named.click()
    page.get_by_role('menuitem', name='Manage views…').click()
    page.get_by_role('button', name='Delete the view broken ones').click()
    expect(page.get_by_role('dialog')).to_contain_text('No view is saved.')
    page.keyboard.press('Escape')
    expect(page.get_by_role('button', name=re.compile('^Views'))).to_be_visible()


# ------------------------------------------------------------------ orders


def test_a_project_is_started_paused_resumed_released_and_deleted(page, world):
    name = fresh(world, include=['SHOP.ORDER_LINES'], options=SLOW)['name']
    open_list(page, f'?q={name}')
    order(page, name, 'Start')
    expect(status(page, name)).to_have_text('Running', timeout=60_000)
    expect(row_of(page, name)).to_contain_text('Full migration', timeout=90_000)
    order(page, name, 'Pause')
    expect(status(page, name)).to_have_text('Paused', timeout=60_000)
    order(page, name, 'Resume')
    expect(status(page, name)).to_have_text('Running', timeout=60_000)
    order(page, name, 'Pause')
    expect(status(page, name)).to_have_text('Paused', timeout=60_000)
    choose(page, name, 'Release…')
    dialog = page.get_by_role('dialog', name=f'Release {name}?')
    expect(dialog).to_contain_text('cannot be started again')
    dialog.get_by_role('button', name='Release', exact=True).click()
    expect(status(page, name)).to_have_text('Released', timeout=60_000)
    choose(page, name, 'Delete…')
    dialog = page.get_by_role('dialog', name=f'Delete {name}?')
    expect(dialog).to_contain_text('cannot be undone')
    delete = dialog.get_by_role('button', name='Delete', exact=True)
    expect(delete).to_be_disabled()
    dialog.get_by_role('textbox').fill(name[:-1])
    expect(delete).to_be_disabled()
    dialog.get_by_role('textbox').fill(name)
    delete.click()
    expect(row_of(page, name)).to_have_count(0)


def test_a_refused_order_says_why_and_does_nothing(page, world):
    reasons = {
        'new': {'Pause…': 'It has not been started.', 'Resume…': 'Start it first.', 'Release…': 'Delete it.'},
        'done': {'Start…': 'It is completed.', 'Pause…': 'It is completed.', 'Delete…': 'Release it first.'},
        'blocked': {'Start…': 'resume it', 'Pause…': 'nothing of it runs', 'Delete…': 'Release it first.'},
        'released': {'Start…': 'clone it', 'Resume…': 'clone it', 'Rename…': 'clone it', 'Tags…': 'clone it'},
    }
    for which, entries in reasons.items():
        name = world.migrations.at(which)['name']
        open_list(page, f'?q={name}')
        menu = menu_of(page, name)
        for entry, why in entries.items():
            item = menu.get_by_role('menuitem', name=entry)
            expect(item).to_have_attribute('aria-disabled', 'true')
            expect(item).to_contain_text(why)
            item.click(force=True)
        expect(page.get_by_role('dialog')).to_have_count(0)
        page.keyboard.press('Escape')


def test_a_refusal_of_the_server_stays_in_the_dialog(page, world):
    """The project was started elsewhere after the menu was drawn."""
    page.expected = [REFUSED]
    made = fresh(world)
    page.route('**/api/v1/stream*', lambda route: route.abort())
    open_list(page, f'?q={made["name"]}')
    choose(page, made['name'], 'Delete…')
    world.api.call('POST', f'/projects/{made["id"]}/actions/start')
    dialog = page.get_by_role('dialog', name=f'Delete {made["name"]}?')
    dialog.get_by_role('textbox').fill(made['name'])
    dialog.get_by_role('button', name='Delete', exact=True).click()
    expect(dialog.get_by_role('status')).to_be_visible()
    expect(dialog).to_be_visible()


def test_a_project_is_renamed_and_a_taken_name_is_refused(page, world):
    page.expected = [REFUSED]
    made, other = fresh(world), fresh(world)
    open_list(page, f'?q={made["id"]}')
    choose(page, made['name'], 'Rename…')
    dialog = page.get_by_role('dialog', name=f'Rename {made["name"]}')
    expect(box(dialog, 'Name')).to_be_focused()
    box(dialog, 'Name').fill('')
    dialog.get_by_role('button', name='Rename').click()
    expect(dialog).to_contain_text('This is needed.')
    box(dialog, 'Name').fill(other['name'])
    dialog.get_by_role('button', name='Rename').click()
    expect(dialog.locator('.complaint').first).to_be_visible()
    name = unique('renamed')
    box(dialog, 'Name').fill(name)
    dialog.get_by_role('button', name='Rename').click()
    expect(row_of(page, name)).to_have_count(1)
    assert world.api.call('GET', f'/projects/{made["id"]}')['name'] == name


def test_a_stale_rename_shows_what_is_saved_now(page, world):
    page.expected = [REFUSED]
    made = fresh(world)
    theirs = unique('theirs')
    open_list(page, f'?q={made["id"]}')
    choose(page, made['name'], 'Rename…')
    dialog = page.get_by_role('dialog', name=f'Rename {made["name"]}')
    box(dialog, 'Name').fill(unique('mine'))
    world.api.call('PATCH', f'/projects/{made["id"]}', {'name': theirs})
    dialog.get_by_role('button', name='Rename').click()
    conflict = page.get_by_role('dialog', name='Somebody changed this meanwhile')
    expect(conflict.locator('del')).to_have_text(theirs)
    conflict.get_by_role('button', name='Take theirs').click()
    expect(page.get_by_role('dialog')).to_have_count(0)
    expect(row_of(page, theirs)).to_have_count(1)


def test_tags_are_added_and_removed(page, world):
    made = fresh(world, tags=['old'])
    open_list(page, f'?q={made["name"]}')
    choose(page, made['name'], 'Tags…')
    dialog = page.get_by_role('dialog', name=f'Tags of {made["name"]}')
    for tag in ('one', 'two', 'three'):
        box(dialog, 'Tags').fill(tag)
        page.keyboard.press('Enter')
    box(dialog, 'Tags').fill('five')
    expect(dialog).to_contain_text('at most 4 tags')
    page.keyboard.press('Enter')
    expect(dialog.locator('.tag-field .tag')).to_have_count(4)
    dialog.get_by_role('button', name='Remove the tag old').click()
    box(dialog, 'Tags').fill('')
    dialog.get_by_role('button', name='Save').click()
    expect(dialog).to_have_count(0)
    expect(row_of(page, made['name'])).to_contain_text('one')
    assert world.api.call('GET', f'/projects/{made["id"]}')['tags'] == ['one', 'two', 'three']


def test_a_project_is_copied_downloaded_and_shown_as_a_call(page, world):
    made = fresh(world)
    open_list(page, f'?q={made["name"]}')
    with page.expect_download() as download:
        choose(page, made['name'], 'Download configuration')
    assert download.value.suggested_filename == f'{made["name"]}.json'
    with open(download.value.path(), encoding='utf-8') as file:
        text = file.read()
    assert json.loads(text)['name'] == made['name'] and 'secret' not in text, text
    choose(page, made['name'], 'Copy as API call…')
    dialog = page.get_by_role('dialog', name=f'{made["name"]} as API calls')
    expect(dialog).to_contain_text(f"/api/v1/projects/{made['id']}/actions/start")
    expect(dialog).to_contain_text('X-Godwit: 1')
    expect(dialog.get_by_role('heading', name='Pause')).to_have_count(0)
    page.keyboard.press('Escape')
    choose(page, made['name'], 'Copy as new…')
    dialog = page.get_by_role('dialog', name=f'Copy {made["name"]}')
    expect(box(dialog, 'Name')).to_have_value(f'{made["name"]} copy')
    dialog.get_by_role('button', name='Copy').click()
    expect(row_of(page, f'{made["name"]} copy')).to_have_count(1)


# ------------------------------------------------------------------ many at once


def tick(page, name):
    row_of(page, name).get_by_role('checkbox').click()


def test_a_batch_names_what_fits_and_what_does_not(page, world):
    mark = unique('batch')
    made = [world.migrations.project(f'{mark}-{number}', include=SMALL) for number in range(3)]
    done = world.migrations.at('done')
    open_list(page)
    page.get_by_role('searchbox').fill(mark)
    expect(rows(page)).to_have_count(3)
    page.get_by_role('checkbox', name='Select all shown rows').click()
    bar = page.get_by_role('toolbar', name='Orders for the selected projects')
    expect(bar).to_contain_text('3 projects selected')
    page.get_by_role('searchbox').fill(done['name'])
    expect(rows(page)).to_have_count(1)
    expect(bar).to_contain_text('3 of them hidden by the filter')
    tick(page, done['name'])
    expect(bar).to_contain_text('4 projects selected')
    expect(bar.get_by_role('button', name='Resume 0')).to_have_attribute('aria-disabled', 'true')
    bar.get_by_role('button', name='Resume 0').click(force=True)
    dialog = page.get_by_role('dialog')
    expect(dialog.get_by_role('button', name=re.compile('^Resume'))).to_be_disabled()
    page.keyboard.press('Escape')
    bar.get_by_role('button', name='Delete 3').click()
    dialog = page.get_by_role('dialog', name='Delete 3 projects?')
    for one in made:
        expect(dialog).to_contain_text(one['name'])
    expect(dialog).to_contain_text('It does not fit 1 project')
    expect(dialog).to_contain_text('Release it first.')
    delete = dialog.get_by_role('button', name='Delete 3')
    expect(delete).to_be_disabled()
    dialog.get_by_role('textbox').fill('3')
    delete.click()
    expect(dialog).to_contain_text('Ordered for 3 projects.')
    dialog.get_by_role('button', name='Close').click()
    expect(bar).to_have_count(0)
    page.get_by_role('searchbox').fill(mark)
    expect(page.get_by_text('Nothing matches')).to_be_visible()


def test_a_batch_tells_what_was_refused_meanwhile(page, world):
    mark = unique('late')
    made = [world.migrations.project(f'{mark}-{number}', include=SMALL) for number in range(2)]
    open_list(page, f'?q={mark}')
    page.get_by_role('checkbox', name='Select all shown rows').click()
    page.get_by_role('button', name='Delete 2').click()
    dialog = page.get_by_role('dialog', name='Delete 2 projects?')
    world.api.call('DELETE', f'/projects/{made[0]["id"]}?confirm={made[0]["name"]}')
    dialog.get_by_role('textbox').fill('2')
    dialog.get_by_role('button', name='Delete 2').click()
    expect(dialog).to_contain_text('refused for 1')
    expect(dialog).to_contain_text(made[0]['id'])


# ------------------------------------------------------------------ live, keys, size


def test_another_person_s_changes_arrive_by_themselves(page, world):
    mark = unique('live')
    first = world.migrations.project(f'{mark}-1', include=SMALL)
    open_list(page, f'?q={mark}')
    expect(page.locator('.top .link', has_text='Live')).to_be_visible()
    second = world.migrations.project(f'{mark}-2', include=SMALL)
    expect(row_of(page, second['name'])).to_have_count(1)
    world.api.call('PATCH', f'/projects/{first["id"]}', {'tags': ['seen']})
    expect(row_of(page, first['name'])).to_contain_text('seen')
    world.api.call('DELETE', f'/projects/{second["id"]}?confirm={second["name"]}')
    expect(row_of(page, second['name'])).to_have_count(0)


def test_the_list_by_keyboard_alone(page, world):
    mark = unique('keys')
    for number in range(4):
        world.migrations.project(f'{mark}-{number}', include=SMALL)
    visit(page, '/overview')
    page.keyboard.press('g')
    page.keyboard.press('m')
    expect(page.get_by_role('heading', name='Data migration', exact=True)).to_be_visible()
    page.keyboard.press('/')
    page.keyboard.type(mark)
    expect(rows(page)).to_have_count(4)
    access.tab_until(page, "document.activeElement.matches('tbody tr')", 'a row')
    chosen = page.locator('tbody tr[aria-selected=true]')
    page.keyboard.press('x')
    expect(chosen).to_have_count(1)
    page.keyboard.press('Shift+ArrowDown')
    expect(chosen).to_have_count(2)
    page.keyboard.press('ArrowDown')
    page.keyboard.press('Space')
    expect(chosen).to_have_count(3)
    page.keyboard.press('Space')
    expect(chosen).to_have_count(2)
    page.keyboard.press('Control+a')
    expect(chosen).to_have_count(4)
    page.keyboard.press('Escape')
    expect(chosen).to_have_count(0)
    access.tab_until(page, "document.activeElement.ariaLabel?.startsWith('Actions')", 'the menu of a row')
    page.keyboard.press('Enter')
    expect(page.get_by_role('menuitem', name='Open')).to_be_focused()
    page.keyboard.press('t')
    expect(page.get_by_role('menuitem', name='Tags…')).to_be_focused()
    page.keyboard.press('Escape')
    expect(page.get_by_role('menu')).to_have_count(0)
    rows(page).first.focus()
    page.keyboard.press('Enter')
    expect(page).to_have_url(re.compile('/migration/pj_'))
    page.go_back()
    expect(rows(page).first).to_be_visible()
    page.keyboard.press('c')
    expect(page).to_have_url(re.compile('/migration/new'))


@alone
def test_hundreds_of_projects_stay_fast(page, world):
    world.migrations.many(FLEET)
    try:
        look_at_fleet(page, world)
    finally:
        world.migrations.forget_many()


def look_at_fleet(page, world):
    mark = f'fleet-{world.migrations.run}'
    shown = []
    # The best of a few, here and below: other programs may hold the processor for a moment.
    for _ in range(3):
        page.goto('/overview')
        expect(page.locator('.card').first).to_be_visible()
        started = page.evaluate('performance.now()')
        page.get_by_role('link', name='Data migration').first.click()
        expect(rows(page).first).to_be_visible()
        shown.append(page.evaluate('performance.now()') - started)
    page.get_by_role('searchbox').fill(mark)
    expect(page.get_by_role('grid')).to_have_attribute('aria-rowcount', str(FLEET + 1))
    assert rows(page).count() < 80, rows(page).count()
    measure = '''async (act) => {
        const start = performance.now();
        const actions = {
            filter: () => {
                const field = document.querySelector('main .search input');
                field.value = field.value + '-00';
                field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            },
            all: () => document.querySelector('thead input').click(),
            sort: () => document.querySelector('thead .sort').click(),
        };
        actions[act]();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - start;
    }'''
    times = {act: min(page.evaluate(measure, act) for _ in range(3)) for act in ('all', 'sort')}
    times['filter'] = page.evaluate(measure, 'filter')
    frames = page.evaluate('''async () => {
        const main = document.getElementById('main');
        const times = [];
        let last = performance.now();
        for (let step = 0; step < 60; step += 1) {
            main.scrollTop += 300;
            await new Promise((done) => requestAnimationFrame(done));
            times.push(performance.now() - last);
            last = performance.now();
        }
        return times;
    }''')
    told = {**{act: round(time) for act, time in times.items()}, 'shown': round(min(shown)),
            'frame': round(sorted(frames)[len(frames) // 2])}
    print(told, end=' … ')
    assert min(shown) < SHOWN_MILLISECONDS, told
    assert max(times.values()) < ACT_MILLISECONDS, told
    row = world.api.call('GET', f'/projects?q={mark}-0001')['items'][0]
    page.get_by_role('searchbox').fill(row['name'])
    world.api.call('PATCH', f'/projects/{row["id"]}', {'tags': ['quick']})
    expect(row_of(page, row['name'])).to_contain_text('quick', timeout=3_000)


# ------------------------------------------------------------------ the overview


def test_the_overview_leads_to_what_needs_somebody(page, world):
    blocked = world.migrations.at('blocked')
    page.goto('/overview')
    expect(page.get_by_role('heading', name='Overview', exact=True)).to_be_visible()
    card = page.locator('.card', has=page.get_by_role('heading', name='Data migration'))
    failed = card.get_by_role('link', name=re.compile('Failed$'))
    number = failed.locator('b').inner_text()
    failed.click()
    expect(page).to_have_url(re.compile('/migration.status=failed'))
    expect(page.get_by_role('grid')).to_have_attribute('aria-rowcount', str(int(number) + 1))
    page.go_back()
    needs = page.get_by_role('list', name='Needs you')
    expect(needs).to_contain_text('failed.')
    review = needs.get_by_role('link', name=f'Review: {blocked["name"]} failed.')
    if review.count():
        review.click()
        expect(page).to_have_url(re.compile(f'/migration/{blocked["id"]}/schema'))


# ------------------------------------------------------------------ looks


def failing(page, path, status_code, body):
    page.route(f'**/api/v1{path}', lambda route: route.fulfill(
        status=status_code, json=body) if route.request.method == 'GET' else route.continue_())


def states(page, world):
    """Everything of these pages that can be seen, each as a name and the steps that open it."""
    made = world.migrations.all()
    run = world.migrations.run
    new, done = made['new'], made['done']

    def listed():
        open_list(page, f'?q={run}')

    def selected():
        listed()
        for one in (new, done):
            tick(page, one['name'])

    def opened(entry):
        listed()
        choose(page, new['name'], entry)
        expect(page.get_by_role('dialog')).to_be_visible()

    def broken(code, message):
        failing(page, '/projects', code, {'error': {'code': 'x', 'message': message}})
        visit(page, '/migration')
        expect(page.locator('.empty')).to_be_visible()
        page.unroute_all(behavior='wait')

    def nothing():
        page.route('**/api/v1/projects', lambda route: route.fulfill(json={'items': [], 'total': 0, 'rev': 0}))
        visit(page, '/migration')
        expect(page.get_by_text('No migration project yet')).to_be_visible()
        page.unroute_all(behavior='wait')

    def batch():
        selected()
        page.get_by_role('toolbar').get_by_role('button', name=re.compile('^Start')).click()
        expect(page.get_by_role('dialog')).to_be_visible()

    def pressed(name):
        selected()
        page.get_by_role('toolbar').get_by_role('button', name=name).click()
        expect(page.get_by_role('dialog')).to_be_visible()

    def columns():
        listed()
        page.get_by_role('button', name='Columns').click()
        expect(page.get_by_role('dialog')).to_be_visible()

    def filled_view():
        open_list(page, '?status=failed')
        page.get_by_role('button', name=re.compile('^Views')).click()
        page.get_by_role('menuitem', name='Save this view…').click()

    yield 'projects', listed
    yield 'projects selected', selected
    yield 'projects menu', lambda: (listed(), menu_of(page, new['name']))
    yield 'projects no match', lambda: visit(page, '/migration?q=nothing-has-this-name')
    yield 'projects empty', nothing
    yield 'projects failed', lambda: broken(500, 'The catalog does not answer.')
    yield 'projects forbidden', lambda: broken(403, 'No right.')
    yield 'projects batch', batch
    yield 'projects columns', columns
    yield 'projects tags of many', lambda: pressed('Tags…')
    yield 'projects alert of many', lambda: pressed('Alert level…')
    yield 'projects alert', lambda: opened('Alert level…')
    yield 'projects start', lambda: opened('Start…')
    yield 'projects delete', lambda: opened('Delete…')
    yield 'projects rename', lambda: opened('Rename…')
    yield 'projects tags', lambda: opened('Tags…')
    yield 'projects copy', lambda: opened('Copy as new…')
    yield 'projects calls', lambda: opened('Copy as API call…')
    yield 'projects save view', filled_view
    yield 'projects overview', lambda: page.goto('/overview')


@looks
def test_every_state_of_the_lists_in_both_themes(page, world):
    access.look_at_all(page, world, states)


def test_nothing_of_the_lists_scrolls_sideways(page, world):
    world.migrations.all()
    for width in (1440, 900, 720):
        page.set_viewport_size({'width': width, 'height': 900})
        for path in (f'/migration?q={world.migrations.run}', '/overview'):
            page.goto(path)
            access.settled(page)
            over = page.evaluate('[document.documentElement, document.getElementById("main")]'
                                 '.map((one) => one.scrollWidth - one.clientWidth)')
            assert max(over) <= 0, (width, path, over)


def test_the_lists_have_all_their_texts_in_chinese(page, world):
    """A missing text is an error of the console, which fails every test."""
    made = world.migrations.all()
    visit(page, '/overview')
    page.evaluate('localStorage.setItem("language", "zh")')
    for path in ('/overview', f'/migration?q={world.migrations.run}'):
        page.goto(path)
        access.settled(page)
    expect(page.get_by_role('heading', name='数据迁移', exact=True)).to_be_visible()
    row = rows(page).filter(has_text=made['new']['name'])
    for entry in ('启动…', '删除…', '重命名…', '标签…', '告警级别…', '复制为新项目…', '复制为 API 调用…'):
        row.get_by_role('button').last.click()
        page.get_by_role('menuitem', name=entry).click()
        expect(page.get_by_role('dialog')).to_be_visible()
        page.keyboard.press('Escape')
        expect(page.get_by_role('dialog')).to_have_count(0)
    row.get_by_role('checkbox').click()
    page.get_by_role('button', name=re.compile('^启动 1')).click()
    expect(page.get_by_role('dialog')).to_contain_text('适用的 1 个')
