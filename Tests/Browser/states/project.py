"""States of the page of a project that no flow stays in: questions, running and failed checks, loading; and Chinese."""

import re

from playwright.sync_api import expect

from access import look_at_all
from flows import looks, rows
from project import at, choose, dialog, fresh, patched
from states.answers import held, let_go, unanswered


def project_states(page, world):
    made = world.migrations
    done, moving, rejecting = made.at('done'), made.at('moving'), made.at('rejecting')
    blocked, paused = made.at('blocked'), made.at('paused')

    def opened(project, tab='', query='', act=None):
        def steps():
            let_go(page)
            at(page, project, tab, query)
            if act:
                act()
        return steps

    def button(name, place=0):
        return lambda: page.get_by_role('button', name=name, exact=True).nth(place).click()

    def entry(name):
        """A question about the first row, by its menu."""
        def steps():
            rows(page).first.get_by_role('button', name='Actions').click()
            page.get_by_role('menuitem', name=name).click()
            expect(page.get_by_role('dialog')).to_be_visible()
        return steps

    def menu():
        rows(page).first.get_by_role('button', name='Actions').click()

    def option(name):
        def steps():
            page.locator('.pj-option', has_text=name).get_by_role('button', name='Change…').click()
            expect(page.get_by_role('dialog')).to_be_visible()
        return steps

    def marked(name):
        """A question about all marked rows."""
        def steps():
            page.get_by_role('checkbox', name='Select all').check()
            page.locator('.pj-batch').get_by_role('button', name=name).click()
            expect(page.get_by_role('dialog')).to_be_visible()
        return steps

    yield 'project waiting', opened(made.at('waiting'))
    yield 'project paused', opened(paused)
    yield 'project alert', opened(done, '', '', lambda: choose(page, 'Alert level…'))
    yield 'project copy', opened(done, '', '', lambda: choose(page, 'Copy as new project…'))
    yield 'project object menu', opened(blocked, 'schema', '?status=unsupported', menu)
    yield 'project object skip', opened(blocked, 'schema', '?status=unsupported', entry('Skip…'))
    yield 'project object remove', opened(blocked, 'schema', '?status=unsupported', entry('Remove…'))
    yield 'project objects skip of many', opened(blocked, 'schema', '', marked('Skip…'))
    yield 'project objects columns', opened(blocked, 'schema', '', button('Columns'))
    yield 'project table menu', opened(moving, 'full', '', menu)
    yield 'project tables no match', opened(moving, 'full', '?q=nothing-has-this-name')
    yield 'project tables columns', opened(moving, 'full', '', button('Columns'))
    yield 'project quarantine try all', opened(rejecting, 'full', '?view=quarantine', button('Try all again…'))
    yield 'project quarantine discard all', opened(rejecting, 'full', '?view=quarantine', button('Discard all…'))
    yield 'project indexes no match', opened(done, 'indexes', '?q=nothing-has-this-name')
    yield 'project index menu', opened(done, 'indexes', '', menu)
    yield 'project activity no match', opened(done, 'activity', '?kind=failure')
    yield 'project option count', opened(moving, 'options', '', option('Most rows in quarantine'))
    yield 'project option steps', opened(moving, 'options', '', option('Wait before'))
    yield 'project option choice', opened(made.at('new'), 'options', '', option('Tables that hold rows already'))
    yield 'project speed with complaints', opened(moving, 'full', '', lambda: wrong_speed(page))
    yield 'project checks failed', lambda: failed_checks(page, done)
    yield 'project check skip', lambda: (failed_checks(page, done), page.locator(
        '.pj-check-row', has_text='Enough space').get_by_role('button', name='Skip…').click())
    yield 'project checks running', lambda: running_checks(page, made.at('new'))
    yield 'project objects loading', held_list(page, done, 'schema', '**/objects?*')
    yield 'project tables loading', held_list(page, done, 'full', '**/tables?*')
    yield 'project loading', held(page, f'/migration/{done["id"]}', f'projects/{done["id"]}')
    yield 'project option conflict', lambda: option_conflict(page, world)
    let_go(page)


def wrong_speed(page):
    page.get_by_role('button', name='Change speed…').click()
    page.get_by_role('textbox', name='Chunks at once').fill('99')
    page.get_by_role('dialog').get_by_role('button', name='Change speed').click()
    expect(page.locator('.complaint:visible').first).to_be_visible()


def held_list(page, project, tab, pattern):
    def steps():
        let_go(page)
        unanswered(page, pattern)
        at(page, project, tab)
    return steps


def failed_checks(page, project):
    let_go(page)
    answer = {'number': 1, 'key': 'x', 'title': 'Enough space', 'area': 'space', 'end': 'destination', 'subject': 'db',
              'outcome': 'failed', 'found': 'Only 1 GB is free; the tables need about 40 GB.',
              'advice': 'Make room, or add a disk.', 'fix': 'ALTER TENANT shop RESOURCE_POOL_LIST = (\'large\');',
              'consequenceOfSkipping': 'The copy may stop in the middle.', 'blocks': True, 'skippedBy': None,
              'skippedAt': None}
    others = [{**answer, 'number': 2, 'title': 'Signs in', 'end': 'source', 'consequenceOfSkipping': None, 'fix': None,
               'found': 'The account is locked.', 'advice': 'Unlock it.'},
              {**answer, 'number': 3, 'title': 'Time zones are known', 'skippedBy': 'admin', 'blocks': False,
               'skippedAt': 1_790_000_000_000}]
    page.route('**/api/v1/stream*', lambda route: route.abort())
    page.route('**/api/v1/projects/*/precheck', lambda route: route.fulfill(
        json={'items': [answer, *others], 'total': 3, 'counts': {}}))
    at(page, project, 'precheck')
    expect(page.get_by_text('Enough space')).to_be_visible()


def running_checks(page, project):
    let_go(page)

    def answer(route):
        response = route.fetch()
        progress = {'done': 12, 'total': 31}
        route.fulfill(response=response, json={**response.json(), 'running': True, 'progress': progress})

    page.route('**/api/v1/projects/*/precheck', answer)
    at(page, project, 'precheck')
    expect(page.get_by_text(re.compile('12 of 31'))).to_be_visible()


def option_conflict(page, world):
    let_go(page)
    project = fresh(world)
    at(page, project, 'options')
    page.locator('.pj-option', has_text='Most rows in quarantine').get_by_role('button', name='Change…').click()
    page.get_by_role('dialog').get_by_role('textbox').fill('500')
    patched(world, project, {'options': {'quarantineMax': 70}})
    page.get_by_role('dialog').get_by_role('button', name='Save').click()
    expect(dialog(page, 'Somebody changed this meanwhile')).to_be_visible()


@looks
def test_states_of_a_project_that_no_flow_stays_in(page, world):
    page.set_default_timeout(30_000)
    look_at_all(page, world, project_states)


# ------------------------------------------------------------------ in Chinese


def chinese_states(page, world):
    made = world.migrations
    done, moving, rejecting, blocked = (made.at(which) for which in ('done', 'moving', 'rejecting', 'blocked'))
    page.goto('/overview')
    page.evaluate('localStorage.setItem("language", "zh")')

    def opened(project, path):
        return lambda: at(page, project, path)

    for tab in ('precheck', 'schema', 'full', 'indexes', 'objects', 'options', 'connections', 'activity', 'components'):
        yield f'in Chinese project {tab}', opened(moving, tab)
    yield 'in Chinese project quarantine', opened(rejecting, 'full?view=quarantine')
    yield 'in Chinese project timing', opened(moving, 'full?view=timing')
    yield 'in Chinese project blocked', opened(blocked, 'schema')
    yield 'in Chinese project object', lambda: (at(page, done, 'schema'), rows(page).first.click())
    page.evaluate('localStorage.removeItem("language")')


@looks
def test_the_page_of_a_project_in_chinese(page, world):
    page.set_default_timeout(30_000)
    look_at_all(page, world, chinese_states)
