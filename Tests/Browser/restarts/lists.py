"""A half-filled form of a data source: it outlives a killed server, a reload and the button Back."""

import re

from playwright.sync_api import expect

from flows import REFUSED, box, restarts, row_of, source, unique, visit

GONE = [REFUSED, 'ERR_']


def half_filled(page, name):
    visit(page, '/sources?edit=new')
    form = page.get_by_role('dialog', name='Add data source')
    box(form, 'Name').fill(name)
    box(form, 'Host').fill('127.0.0.1')
    box(form, 'User').fill('mover')
    return form


@restarts
def test_a_half_filled_form_outlives_a_killed_server(page, world):
    page.expected = GONE
    name = unique('half')
    form = half_filled(page, name)
    world.server.kill()
    box(form, 'Port').fill('1')
    box(form, 'Password').fill('secret')
    form.get_by_role('button', name='Test connection').click()
    expect(form).to_contain_text('The server cannot be reached.')
    form.get_by_role('button', name='Save untested').click()
    expect(form.get_by_text('The server cannot be reached.')).to_have_count(2)
    world.server.start()
    expect(form).not_to_contain_text('The server cannot be reached.')
    expect(box(form, 'Name')).to_have_value(name)
    expect(box(form, 'Password')).to_have_value('secret')
    form.get_by_role('button', name='Save untested').click()
    expect(row_of(page, name)).to_contain_text('Not tested')


def test_a_half_filled_form_outlives_a_reload_and_the_button_back(page, world):
    name = unique('half')
    form = half_filled(page, name)
    box(form, 'Password').fill('secret')
    page.reload()
    expect(form).to_contain_text('without the password')
    expect(box(form, 'Name')).to_have_value(name)
    expect(box(form, 'Password')).to_have_value('')
    page.goto('/overview')
    page.go_back()
    expect(box(form, 'Name')).to_have_value(name)
    form.get_by_role('button', name='Start over').click()
    expect(box(form, 'Name')).to_have_value('')
    expect(box(form, 'Host')).to_have_value('')
    page.reload()
    expect(box(form, 'Name')).to_have_value('')
    expect(form).not_to_contain_text('without the password')


def test_what_was_discarded_does_not_come_back(page, world):
    form = half_filled(page, unique('gone'))
    page.keyboard.press('Escape')
    page.get_by_role('dialog', name='Discard your changes?').get_by_role('button', name='Discard changes').click()
    expect(page).to_have_url(re.compile('/sources$'))
    page.get_by_role('button', name='Add data source').first.click()
    expect(box(form, 'Name')).to_have_value('')
    assert 'typed:' not in page.evaluate('Object.keys(sessionStorage).join()')


def test_an_edit_that_was_typed_before_a_reload_is_not_saved_over_a_newer_one(page, world):
    page.expected = [REFUSED]
    made = source(world)
    visit(page, f'/sources?edit={made["id"]}')
    form = page.get_by_role('dialog', name='Edit data source')
    box(form, 'Host').fill('10.0.0.1')
    page.goto('/overview')
    world.api.call('PATCH', f'/datasources/{made["id"]}', {'host': '10.0.0.2'})
    page.go_back()
    expect(box(form, 'Host')).to_have_value('10.0.0.1')
    form.get_by_role('button', name='Save untested').click()
    conflict = page.get_by_role('dialog', name='Somebody changed this meanwhile')
    expect(conflict).to_contain_text('10.0.0.2')
    conflict.get_by_role('button', name='Overwrite with mine').click()
    expect(row_of(page, made['name'])).to_contain_text('10.0.0.1')


@restarts
def test_a_page_that_is_opened_below_a_killed_server_comes_by_itself(page, world):
    page.expected = GONE
    visit(page, '/overview')
    world.server.kill()
    page.get_by_role('link', name='Data sources', exact=True).first.click()
    expect(page.get_by_text('This page goes on by itself')).to_be_visible()
    world.server.start()
    expect(page.get_by_role('heading', name='Data sources', exact=True)).to_be_visible()
    expect(page.get_by_role('button', name='Add data source').first).to_be_visible()
