"""States of the lists that no flow stays in: views, questions, results of a batch, complaints, loading; and Chinese."""

import re

from playwright.sync_api import expect

from access import look_at_all
from flows import box, looks, row_of, rows, unique, visit
from lists import choose, open_list, segment, tick
from migrations import SMALL
from states.answers import held, let_go


def list_states(page, world):
    made = world.migrations.all()
    new, done, paused, moving = made['new'], made['done'], made['paused'], made['moving']

    def listed(names=()):
        let_go(page)
        # Those of `all` alone: a name below the shown rows is not on the page.
        open_list(page, '?q=shop-')
        for one in names:
            tick(page, one['name'])

    def asked(one, entry):
        def steps():
            listed()
            choose(page, one['name'], entry)
            expect(page.get_by_role('dialog')).to_be_visible()
        return steps

    def batch(button, names=(new, done)):
        listed(names)
        page.get_by_role('toolbar').get_by_role('button', name=re.compile(f'^{button}')).click()
        expect(page.get_by_role('dialog')).to_be_visible()
        return page.get_by_role('dialog')

    def views():
        listed()
        segment(page, 'Failed').click()
        page.get_by_role('button', name=re.compile('^Views')).click()

    def kept_views():
        views()
        page.get_by_role('menuitem', name='Save this view…').click()
        box(page.get_by_role('dialog'), 'Name').fill('failed ones')
        page.get_by_role('dialog').get_by_role('button', name='Save').click()
        page.get_by_role('button', name='failed ones').click()
        page.get_by_role('menuitem', name='Manage views…').click()
        expect(page.get_by_role('dialog')).to_contain_text('failed ones')

    def long_tag():
        asked(new, 'Tags…')()
        box(page.get_by_role('dialog'), 'Tags').fill('a-tag-that-is-far-too-long')
        expect(page.get_by_role('dialog')).to_contain_text('is longer than 20 characters')

    def tag_plan():
        dialog = batch('Tags', (new, done, made['released']))
        box(dialog, 'Add to all of them').fill('wave-3')
        dialog.get_by_role('checkbox').first.check()
        expect(dialog).to_contain_text('cannot be changed')

    def refused_batch():
        names = [world.migrations.project(unique('batch'), include=SMALL) for _ in range(2)]
        let_go(page)
        open_list(page, '?q=batch-')
        for one in names:
            tick(page, one['name'])
        page.get_by_role('toolbar').get_by_role('button', name='Tags…').click()
        dialog = page.get_by_role('dialog')
        box(dialog, 'Add to all of them').fill('late')
        page.route(f'**/api/v1/projects/{names[0]["id"]}', lambda route: route.fulfill(
            status=404, json={'error': {'code': 'CATALOG-0010', 'message': 'There is no such project.'}}))
        dialog.get_by_role('button', name='Change 2 projects').click()
        expect(dialog).to_contain_text('There is no such project.')

    def conflict():
        one = world.migrations.project(unique('stale'), include=SMALL)
        let_go(page)
        open_list(page, f'?q={one["name"]}')
        choose(page, one['name'], 'Alert level…')
        page.get_by_role('radio', name=re.compile('^High')).check()
        world.api.call('PATCH', f'/projects/{one["id"]}', {'alertLevel': 'none'})
        page.get_by_role('dialog').get_by_role('button', name='Save').click()
        expect(page.get_by_role('dialog', name='Somebody changed this meanwhile')).to_be_visible()

    def columns_of(path):
        def steps():
            let_go(page)
            visit(page, path)
            page.get_by_role('button', name='Columns').click()
        return steps

    def all_columns():
        listed()
        page.get_by_role('button', name='Columns').click()
        for one in ('In quarantine', 'Created', 'Status since'):
            page.get_by_role('checkbox', name=one).check()
        page.get_by_role('dialog').get_by_role('button', name='Close').click()

    yield 'projects loading', held(page, '/migration', 'projects')
    yield 'projects views menu', views
    yield 'projects views kept', kept_views
    page.evaluate('localStorage.clear()')
    yield 'projects with all columns', all_columns
    page.evaluate('localStorage.clear()')
    yield 'projects pause question', asked(moving, 'Pause…')
    yield 'projects resume question', asked(paused, 'Resume…')
    yield 'projects release question', asked(done, 'Release…')
    yield 'projects menu of a running one', lambda: (listed(), row_of(page, moving['name']).get_by_role(
        'button', name=re.compile('^Actions')).click())
    yield 'projects tag too long', long_tag
    yield 'projects tags of many planned', tag_plan
    yield 'projects delete of many', lambda: batch('Delete')
    yield 'projects batch partly refused', refused_batch
    yield 'projects conflict', conflict
    yield 'overview loading', held(page, '/overview', 'projects')
    yield 'tickets failed', lambda: (let_go(page), visit(page, '/om/tickets?status=failed'))
    yield 'sources columns', columns_of('/sources')
    yield 'components columns', columns_of('/om/components')
    yield 'checker log', lambda: (let_go(page), visit(page, '/om/components?kind=checker'), rows(page).first.click(),
                                  page.get_by_role('tab', name='Log').click())
    let_go(page)


@looks
def test_states_of_the_lists_that_no_flow_stays_in(page, world):
    look_at_all(page, world, list_states)


# ------------------------------------------------------------------ in Chinese


def chinese_states(page, world):
    made = world.migrations.all()
    run, ends = world.migrations.run, world.migrations.ends
    page.goto('/overview')
    page.evaluate('localStorage.setItem("language", "zh")')

    def dialog(entry):
        page.goto(f'/migration?q={made["new"]["name"]}')
        rows(page).first.get_by_role('button').last.click()
        page.get_by_role('menuitem', name=entry).click()
        expect(page.get_by_role('dialog')).to_be_visible()

    for name, path in {'overview with projects': '/overview', 'projects': f'/migration?q={run}',
                       'checkers': '/om/components?kind=checker', 'tickets failed': '/om/tickets?status=failed',
                       'source oracle': f'/sources?open={ends["source"]}',
                       'source oceanbase': f'/sources?open={ends["destination"]}'}.items():
        yield f'in Chinese {name}', lambda path=path: page.goto(path)
    for name, entry in {'start question': '启动…', 'tags': '标签…', 'alert level': '告警级别…'}.items():
        yield f'in Chinese projects {name}', lambda entry=entry: dialog(entry)
    page.evaluate('localStorage.removeItem("language")')


@looks
def test_the_lists_in_chinese(page, world):
    look_at_all(page, world, chinese_states)
