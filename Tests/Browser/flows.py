"""What an operator does, one flow per test. Selectors are roles and names, as a person finds them."""

import re
import uuid

from playwright.sync_api import expect

from server import eventually

CLOSED_PORT = 1
REFUSED = 'Failed to load resource'
HOSTILE = '<img src=x onerror=alert(1)>'


def signed_out(test):
    test.signed_out = True
    return test


def restarts(test):
    test.restarts = True
    return test


def alone(test):
    """It measures time, so no other tests run beside it."""
    test.alone = True
    return test


def looks(test):
    """It opens every state of some pages: for the scan, and for the pictures."""
    test.looks = True
    return test


def unique(prefix):
    return f'{prefix}-{uuid.uuid4().hex[:6]}'


def visit(page, path):
    """Opens an address and waits for its page, so that its keys are known."""
    page.goto(path)
    expect(page.locator('#main h1').first).to_be_attached()


def rows(page):
    return page.locator('tbody tr[data-key]')


def row_of(page, name):
    return rows(page).filter(has_text=name)


def box(page, name):
    return page.get_by_role('textbox', name=name, exact=True)


def live_mark(page, text):
    """The mark of the connection while it says this; a test waits for it to be visible, for it may be hidden."""
    return page.locator('.top .link', has_text=re.compile(f'^\\s*{text}'))


def account_menu(page, name='Account'):
    page.get_by_role('button', name=re.compile(f'^{name}')).click()


def machine(world):
    """The server's own agent reports a machine soon after the start."""
    return eventually('a machine is up', lambda: next(
        (one for one in world.api.call('GET', '/machines')['items'] if one['state'] == 'up'), None))


def component(world, name=None, start=True):
    body = {'kind': 'heartbeat', 'name': name or unique('beat'), 'machine': machine(world)['id'],
            'configuration': {}, 'start': start}
    made = world.api.call('POST', '/components', body)
    if start:
        eventually('the component runs', lambda: state(world, made['id']) == 'running', 40)
    return made


def state(world, identifier):
    return world.api.call('GET', f'/components/{identifier}')['state']


def source(world, name=None, port=CLOSED_PORT, **more):
    kind = kinds(world)[0]
    body = {'name': name or unique('db'), 'kind': kind['kind'], 'role': kind['roles'][0], 'region': '',
            'host': '127.0.0.1', 'port': port, 'user': 'mover', 'password': 'secret', 'database': '',
            'encryption': 'off', 'options': {},
            'remark': '', **more}
    return world.api.call('POST', '/datasources', body)


def kinds(world):
    answer = world.api.call('GET', '/datasource-kinds')
    return answer if isinstance(answer, list) else answer['items']


# ------------------------------------------------------------------ signing in


@signed_out
def test_first_sign_in_sets_the_password(page, world):
    if not world.api.call('GET', '/session')['first']:
        return
    page.goto('/om/machines')
    expect(page.get_by_role('heading', name='Set the first password')).to_be_visible()
    button = page.get_by_role('button', name='Set password and sign in')
    expect(button).to_be_disabled()
    box(page, 'New password').fill('short')
    expect(page.locator('.rules .met')).to_have_count(2)
    expect(button).to_be_disabled()
    box(page, 'New password').fill(world.password)
    box(page, 'New password, once more').fill(world.password + 'x')
    expect(button).to_be_disabled()
    box(page, 'New password, once more').fill(world.password)
    expect(page.locator('.rules .met')).to_have_count(4)
    button.click()
    expect(page.get_by_role('heading', name='Machines', exact=True)).to_be_visible()


@signed_out
def test_a_wrong_password_and_an_unknown_account_read_the_same(page, world):
    world.prepare()
    page.expected = [REFUSED]
    page.goto('/om/tickets')
    box(page, 'Password').fill('not the password')
    page.get_by_role('button', name='Sign in').click()
    refusal = page.get_by_role('alert').locator('p').first
    expect(refusal).to_be_visible()
    first = refusal.inner_text()
    eventually('the form may be sent again', lambda: page.get_by_role('button', name='Sign in').is_enabled())
    box(page, 'Account').fill('nobody')
    box(page, 'Password').fill('not the password')
    page.get_by_role('button', name='Sign in').click()
    eventually('an answer came', lambda: page.get_by_role('alert').inner_text().strip())
    texts = {first, refusal.inner_text()}
    assert len(texts) == 1 or page.get_by_role('button', name=re.compile('Try again in')).count(), texts
    eventually('the back-off is over', lambda: page.get_by_role('button', name='Sign in').count(), 90)
    box(page, 'Account').fill('admin')
    box(page, 'Password').fill(world.password)
    page.get_by_role('button', name='Sign in').click()
    expect(page.get_by_role('heading', name='Tickets', exact=True)).to_be_visible()


@signed_out
def test_a_back_off_is_shown_in_seconds(page, world):
    world.prepare()
    page.expected = [REFUSED]
    page.route('**/api/v1/session', lambda route: route.fulfill(
        status=429, headers={'Retry-After': '3', 'Content-Type': 'application/json'},
        body='{"error":{"code":"slow_down","message":"Too many wrong passwords in a row."}}')
        if route.request.method == 'POST' else route.continue_())
    page.goto('/')
    box(page, 'Password').fill('whatever it is')
    page.get_by_role('button', name='Sign in').click()
    wait = page.get_by_role('button', name=re.compile(r'Try again in \d second'))
    expect(wait).to_be_disabled()
    expect(page.get_by_role('alert')).to_contain_text('Too many wrong passwords')
    expect(page.get_by_role('button', name='Sign in', exact=True)).to_be_enabled(timeout=8_000)


def test_signing_out_and_in_again(page, world):
    world.api.call('GET', '/me', allow=(404,))
    page.goto('/overview')
    account_menu(page)
    page.get_by_role('menuitem', name='Sign out').click()
    expect(page.get_by_role('heading', name='Sign in')).to_be_visible()
    world.api.cookie = ''
    box(page, 'Password').fill(world.password)
    page.keyboard.press('Enter')
    expect(page.get_by_role('heading', name='Overview', exact=True)).to_be_visible()


def test_an_ended_session_keeps_what_was_typed(page, world):
    page.expected = [REFUSED]
    name = unique('kept')
    page.goto('/sources?edit=new')
    box(page, 'Name').fill(name)
    box(page, 'Host').fill('127.0.0.1')
    box(page, 'Port').fill(str(CLOSED_PORT))
    box(page, 'User').fill('mover')
    fill_required(page, world)
    page.context.clear_cookies()
    # Not a real click: the page may have noticed by itself by now, and the dialog is above the button.
    page.get_by_role('button', name='Save untested').dispatch_event('click')
    over = page.get_by_role('dialog', name='Your session is over')
    expect(over).to_be_visible()
    page.keyboard.press('Escape')
    expect(over).to_be_visible()
    over.get_by_label('Password').fill(world.password)
    over.get_by_role('button', name='Sign in').click()
    expect(over).to_have_count(0)
    expect(row_of(page, name)).to_have_count(1)
    expect(page).not_to_have_url(re.compile('edit='))


def fill_required(page, world):
    """Fields that only this kind has."""
    for field in kinds(world)[0]['fields']:
        if field['required']:
            box(page, field['title']).fill('x')


def test_the_password_is_changed_and_back(page, world):
    page.goto('/overview')

    def change(present, new):
        account_menu(page)
        page.get_by_role('menuitem', name='Change password').click()
        dialog = page.get_by_role('dialog', name='Change password')
        dialog.get_by_label('Present password').fill(present)
        dialog.get_by_label('New password', exact=True).fill(new)
        dialog.get_by_label('New password, once more').fill(new)
        dialog.get_by_role('button', name='Change password').click()
        return dialog

    expect(change(world.password, 'another long password 1')).to_have_count(0)
    expect(change('another long password 1', world.password)).to_have_count(0)
    page.expected = [REFUSED]
    dialog = change('not the password', 'another long password 1')
    expect(dialog.get_by_role('alert')).not_to_be_empty()
    page.keyboard.press('Escape')
    page.get_by_role('dialog', name='Discard your changes?').get_by_role('button', name='Discard changes').click()
    expect(page.get_by_role('dialog')).to_have_count(0)
    world.api.cookie = ''


# ------------------------------------------------------------------ data sources


def test_a_data_source_is_added_tested_edited_copied_and_deleted(page, world):
    name = unique('refused')
    visit(page, '/sources')
    page.keyboard.press('c')
    box(page, 'Name').fill(name)
    box(page, 'Host').fill('127.0.0.1')
    box(page, 'Port').fill(str(CLOSED_PORT))
    box(page, 'User').fill('mover')
    box(page, 'Password').fill('top secret')
    fill_required(page, world)
    page.get_by_role('button', name='Test connection').click()
    steps = page.locator('.step-row')
    expect(page.get_by_text('The connection does not work yet.')).to_be_visible(timeout=30_000)
    failed = page.locator('.step-row.is-failed')
    expect(failed).to_have_count(1)
    expect(failed.locator('.advice')).not_to_be_empty()
    assert steps.count() > 1, 'earlier and later steps are shown too'
    box(page, 'Port').fill('2')
    expect(page.get_by_text('You changed the connection after this test')).to_be_visible()
    box(page, 'Port').fill(str(CLOSED_PORT))
    page.get_by_role('button', name='Save untested').click()
    expect(row_of(page, name)).to_contain_text('Not tested')

    row_of(page, name).click()
    drawer = page.get_by_role('dialog', name='Data source')
    expect(drawer).to_contain_text('saved without a passed test')
    drawer.get_by_role('button', name='Test connection').click()
    expect(drawer.locator('.verdict')).to_be_visible(timeout=30_000)
    drawer.get_by_role('button', name='Edit').click()
    expect(box(page, 'Password')).to_have_value('')
    box(page, 'Remark optional').fill('only the remark')
    page.get_by_role('button', name='Save', exact=True).click()
    expect(page.get_by_role('dialog')).to_have_count(0)

    row_of(page, name).get_by_role('button', name='Actions').click()
    page.get_by_role('menuitem', name='Copy').click()
    expect(box(page, 'Name')).to_have_value(f'{name} copy')
    page.get_by_role('button', name='Save untested').click()
    expect(row_of(page, f'{name} copy')).to_have_count(1)

    row_of(page, f'{name} copy').get_by_role('button', name='Actions').click()
    page.get_by_role('menuitem', name='Delete').click()
    page.get_by_role('dialog').get_by_role('button', name='Delete', exact=True).click()
    expect(row_of(page, f'{name} copy')).to_have_count(0)
    expect(row_of(page, name)).to_have_count(1)


def test_a_form_names_its_problems_and_the_server_has_the_last_word(page, world):
    page.expected = [REFUSED]
    taken = source(world)
    page.goto('/sources?edit=new')
    page.get_by_role('button', name='Save untested').click()
    expect(box(page, 'Name')).to_be_focused()
    expect(box(page, 'Name')).to_have_attribute('aria-invalid', 'true')
    box(page, 'Name').fill(taken['name'])
    box(page, 'Host').fill('127.0.0.1')
    box(page, 'User').fill('mover')
    box(page, 'Port').fill('70000')
    fill_required(page, world)
    page.get_by_role('button', name='Save untested').click()
    expect(box(page, 'Port')).to_be_focused()
    box(page, 'Port').fill(str(CLOSED_PORT))
    page.get_by_role('button', name='Save untested').click()
    expect(page.locator('.complaint:visible, .db .notice.bad').first).to_be_visible()
    page.keyboard.press('Escape')
    question = page.get_by_role('dialog', name='Discard your changes?')
    question.get_by_role('button', name='Cancel').click()
    expect(question).to_have_count(0)
    expect(box(page, 'Name')).to_have_value(taken['name'])
    page.keyboard.press('Escape')
    question.get_by_role('button', name='Discard changes').click()
    expect(page.get_by_role('dialog')).to_have_count(0)


def change_theirs(world, made, remark):
    """Somebody else changes the data source meanwhile."""
    names = ('name', 'role', 'region', 'host', 'port', 'user', 'database', 'encryption')
    change = {name: made[name] for name in names}
    world.api.call('PATCH', f'/datasources/{made["id"]}', {**change, 'remark': remark, 'options': {}})


def test_a_stale_edit_shows_both_and_lets_choose(page, world):
    page.expected = [REFUSED]
    made = source(world)

    def open_and_change(mine, theirs):
        page.goto(f'/sources?edit={made["id"]}')
        box(page, 'Remark optional').fill(mine)
        change_theirs(world, made, theirs)
        page.get_by_role('button', name=re.compile('^Save')).click()
        return page.get_by_role('dialog', name='Somebody changed this meanwhile')

    dialog = open_and_change('mine', 'theirs')
    expect(dialog.locator('del')).to_have_text('theirs')
    expect(dialog.locator('ins')).to_have_text('mine')
    dialog.get_by_role('button', name='Take theirs').click()
    expect(box(page, 'Remark optional')).to_have_value('theirs')
    page.get_by_role('button', name='Cancel').click()
    discard = page.get_by_role('dialog', name='Discard your changes?').get_by_role('button', name='Discard changes')
    discard.click()
    open_and_change('mine again', 'theirs again').get_by_role('button', name='Overwrite with mine').click()
    expect(page.get_by_role('dialog')).to_have_count(0)
    assert world.api.call('GET', f'/datasources/{made["id"]}')['remark'] == 'mine again'


def test_a_used_data_source_is_not_deleted(page, world):
    made = source(world)
    page.route('**/api/v1/datasources', lambda route: with_users(route, made['id']))
    page.goto('/sources?q=' + made['name'])
    row_of(page, made['name']).get_by_role('button', name='Actions').click()
    page.get_by_role('menuitem', name='Delete').click()
    dialog = page.get_by_role('dialog', name=f'{made["name"]} is in use')
    expect(dialog).to_contain_text('erp-to-ob')
    expect(dialog.get_by_role('button', name='Delete')).to_have_count(0)


def with_users(route, identifier):
    """No project exists yet that could use a source, so the answer is given one."""
    answer = route.fetch()
    body = answer.json()
    for one in body['items']:
        if one['id'] == identifier:
            one['usedBy'] = [{'kind': 'project', 'id': 'pj_0000000000', 'name': 'erp-to-ob'}]
    route.fulfill(response=answer, json=body)


def test_a_reachable_database_passes(page, world):
    database = world.database
    database.start(world.api)
    name = unique('reachable')
    page.goto('/sources?edit=new')
    box(page, 'Name').fill(name)
    box(page, 'Host').fill(database.host)
    box(page, 'Port').fill(str(database.port))
    box(page, 'User').fill(database.user)
    fill_required(page, world)
    page.get_by_role('button', name='Test connection').click()
    expect(page.locator('.verdict')).to_have_text('The connection works.', timeout=30_000)
    steps = page.locator('.step-row')
    assert steps.count() >= 4, steps.all_inner_texts()
    expect(page.locator('.step-row:not(.is-passed)')).to_have_count(0)
    expect(page.locator('.test')).to_contain_text('The server names itself OceanBase seekdb')
    page.get_by_role('button', name='Save', exact=True).click()
    expect(row_of(page, name).locator('.badge', has_text='Passed')).to_be_visible(timeout=30_000)


# ------------------------------------------------------------------ components and tickets


def test_a_component_is_added_paused_started_and_deleted(page, world):
    machine(world)
    name = unique('beat')
    visit(page, '/om/components')
    page.keyboard.press('c')
    box(page, 'Name').fill(name)
    page.get_by_role('dialog').get_by_role('button', name='Add component').click()
    expect(row_of(page, name)).to_contain_text('Running', timeout=40_000)

    row_of(page, name).click()
    drawer = page.get_by_role('dialog', name='Component', exact=True)
    start = drawer.get_by_role('button', name='Start…')
    expect(start).to_have_attribute('aria-disabled', 'true')
    assert start.get_attribute('data-tip'), 'the reason is told'
    start.click(force=True)
    expect(page.get_by_role('dialog', name=re.compile('^Start '))).to_have_count(0)
    drawer.get_by_role('button', name='Pause…').click()
    question = page.get_by_role('dialog', name=f'Pause {name}?')
    expect(question).to_contain_text('stops')
    question.get_by_role('button', name='Pause', exact=True).click()
    expect(drawer.locator('.dh .badge')).to_have_text('Stopped', timeout=40_000)
    drawer.get_by_role('button', name='Start…').click()
    page.get_by_role('dialog', name=f'Start {name}?').get_by_role('button', name='Start', exact=True).click()
    expect(drawer.locator('.dh .badge')).to_have_text('Running', timeout=40_000)
    drawer.get_by_role('tab', name='History').click()
    expect(drawer.locator('.timeline li').nth(1)).to_be_visible()
    drawer.get_by_role('tab', name='State', exact=True).click()
    drawer.get_by_role('button', name='Pause…').click()
    page.get_by_role('dialog', name=f'Pause {name}?').get_by_role('button', name='Pause', exact=True).click()
    expect(drawer.locator('.dh .badge')).to_have_text('Stopped', timeout=40_000)
    drawer.get_by_role('button', name='Delete…').click()
    question = page.get_by_role('dialog', name=f'Delete {name}?')
    delete = question.get_by_role('button', name='Delete', exact=True)
    # An open drawer may ask once more for what has just gone: that answer is refused, and the drawer says so.
    page.expected = [REFUSED]
    expect(delete).to_be_disabled()
    question.get_by_role('textbox').fill('delete')
    delete.click()
    expect(row_of(page, name)).to_have_count(0, timeout=40_000)

    page.goto(f'/om/tickets?q={name}')
    for order in ('Start', 'Pause', 'Delete'):
        expect(rows(page).filter(has_text=f'{order} component').first).to_contain_text('Successful', timeout=20_000)


def test_a_ticket_opens_into_its_steps(page, world):
    made = component(world)
    page.goto(f'/om/tickets?q={made["name"]}')
    ticket = rows(page).first
    ticket.focus()
    page.keyboard.press('ArrowRight')
    expect(ticket).to_have_attribute('aria-expanded', 'true')
    expect(page.locator('tr.is-step').first).to_be_visible()
    page.keyboard.press('ArrowLeft')
    expect(page.locator('tr.is-step')).to_have_count(0)
    page.keyboard.press('Enter')
    expect(page.get_by_role('dialog', name='Ticket')).to_contain_text(made['name'])
    page.go_back()
    expect(page.get_by_role('dialog')).to_have_count(0)


def test_numbers_move_without_a_reload(page, world):
    made = component(world)
    page.goto(f'/om/components?open={made["id"]}')
    expect(live_mark(page, 'Live')).to_be_visible()
    beat = page.get_by_role('dialog').locator('.facts time').nth(1)
    first = beat.get_attribute('datetime')
    expect(beat).not_to_have_attribute('datetime', first, timeout=20_000)
    page.goto('/om/components')
    other = component(world, start=False)
    expect(row_of(page, other['name'])).to_have_count(1)


def test_rows_do_not_move_under_the_pointer(page, world):
    low = component(world, name=unique('zz'), start=False)
    page.goto('/om/components?sort=name.down')
    expect(rows(page).first).to_contain_text(low['name'])
    rows(page).first.hover()
    upper = component(world, name=unique('zzz'), start=False)
    expect(row_of(page, upper['name'])).to_have_count(1)
    expect(rows(page).first).to_contain_text(low['name'])
    page.mouse.move(5, 5)
    expect(rows(page).first).to_contain_text(upper['name'])


def test_configuration_is_checked_and_saved(page, world):
    page.expected = [REFUSED]
    made = component(world, start=False)
    page.goto(f'/om/components?open={made["id"]}&tab=configuration')
    drawer = page.get_by_role('dialog')
    save = drawer.get_by_role('button', name='Save configuration')
    expect(save).to_be_disabled()
    renamed = unique('renamed')
    drawer.get_by_label('Name', exact=True).fill(renamed)
    save.click()
    expect(drawer.locator('.dh h2')).to_have_text(renamed)
    drawer.get_by_role('tab', name='Log').click()
    expect(drawer.get_by_role('log')).to_be_visible()


def test_the_log_is_filtered_wrapped_and_downloaded(page, world):
    made = component(world)
    page.goto(f'/om/components?open={made["id"]}&tab=log')
    lines = page.locator('.log .line')
    expect(lines.first).to_be_visible(timeout=20_000)
    page.get_by_role('searchbox', name='Filter lines').fill('no line says this')
    expect(lines).to_have_count(0)
    expect(page.get_by_role('log')).to_contain_text('Nothing matches')
    page.get_by_role('searchbox', name='Filter lines').fill('')
    page.get_by_role('button', name='Wrap').click()
    expect(page.locator('.log.wrapped')).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role('button', name='Download', exact=True).click()
    assert download.value.suggested_filename.endswith('.log')


# ------------------------------------------------------------------ machines, audit, parameters


def test_a_machine_is_edited_and_keeps_it(page, world):
    one = machine(world)
    region = unique('region')
    page.goto(f'/om/machines?open={one["id"]}')
    drawer = page.get_by_role('dialog')
    drawer.get_by_label('Most components').fill('many')
    drawer.get_by_role('button', name='Save', exact=True).click()
    expect(drawer.locator('.complaint:visible')).to_contain_text('whole number')
    drawer.get_by_label('Most components').fill(str(one['components']['limit']))
    drawer.get_by_label(re.compile('^Region')).fill(region)
    drawer.get_by_role('button', name='Save', exact=True).click()
    expect(drawer.get_by_role('button', name='Save', exact=True)).to_be_disabled()
    page.keyboard.press('Escape')
    expect(row_of(page, one['name'])).to_contain_text(region)


def test_charts_can_be_read_by_keyboard(page, world):
    one = machine(world)
    page.goto(f'/om/machines?open={one["id"]}')
    plot = page.get_by_role('img', name=re.compile('^CPU'))
    expect(plot).to_be_visible(timeout=30_000)
    plot.focus()
    page.keyboard.press('ArrowLeft')
    expect(page.locator('.chart .sr').first).to_contain_text('CPU')
    page.get_by_role('radio', name='1 h').click()
    expect(page.get_by_role('radio', name='1 h')).to_have_attribute('aria-checked', 'true')


def test_the_audit_log_is_filtered_by_the_url_and_shows_what_changed(page, world):
    made = source(world)
    world.api.call('DELETE', f'/datasources/{made["id"]}')
    page.goto('/system/audit')
    expect(rows(page).first).to_be_visible()
    page.get_by_role('searchbox', name='Who').fill('nobody-at-all')
    expect(page.get_by_text('Nothing matches')).to_be_visible()
    assert 'actor=nobody-at-all' in page.url
    page.locator('.empty').get_by_role('button', name='Clear the filter').click()
    expect(rows(page).first).to_be_visible()
    rows(page).first.click()
    drawer = page.get_by_role('dialog', name='Audit entry')
    expect(drawer).to_contain_text('Changes')
    shared = page.url
    page.reload()
    expect(drawer).to_be_visible()
    assert page.url == shared
    page.keyboard.press('Escape')
    with page.expect_download() as download:
        page.get_by_role('link', name='Export CSV').click()
    with open(download.value.path(), encoding='utf-8') as file:
        assert ',' in file.readline()


def test_a_parameter_is_checked_saved_and_reset(page, world):
    page.goto('/system/parameters')
    row = row_of(page, 'component.stop.grace.seconds')
    row.click()
    value = box(page, 'Value')
    value.fill('0')
    expect(page.locator('.complaint:visible')).to_contain_text('from 1 to 600')
    page.get_by_role('button', name='Save', exact=True).click()
    expect(value).to_be_focused()
    value.fill('15')
    page.get_by_role('button', name='Save', exact=True).click()
    expect(row).to_contain_text('15 seconds')
    expect(row).to_contain_text('changed')
    expect(row).to_contain_text('admin')
    row.click()
    page.get_by_role('button', name='Reset to standard…').click()
    page.get_by_role('dialog', name=re.compile('^Reset')).get_by_role('button', name='Reset to standard').click()
    expect(row).to_contain_text('10 seconds')
    page.goto('/system/audit')
    expect(rows(page).filter(has_text='component.stop.grace.seconds').first).to_be_visible()


# ------------------------------------------------------------------ the frame


def test_back_reload_and_a_link_keep_the_state(page, world):
    made = source(world, name=unique('linked'))
    source(world, name=unique('other'))
    page.goto('/sources')
    page.get_by_role('searchbox').fill(made['name'])
    expect(rows(page)).to_have_count(1)
    page.get_by_role('radio', name=re.compile('^Not tested')).click()
    rows(page).first.click()
    expect(page.get_by_role('dialog')).to_be_visible()
    address = page.url
    assert f'q={made["name"]}' in address and 'status=untested' in address and made['id'] in address
    page.reload()
    expect(page.get_by_role('dialog')).to_contain_text(made['name'])
    page.go_back()
    expect(page.get_by_role('dialog')).to_have_count(0)
    expect(rows(page)).to_have_count(1)
    page.go_forward()
    expect(page.get_by_role('dialog')).to_be_visible()


def test_the_palette_finds_pages_actions_and_things(page, world):
    made = source(world, name=unique('palette'))
    page.goto('/overview')
    expect(page.get_by_role('heading', name='Overview', exact=True)).to_be_visible()
    page.keyboard.press('Control+k')
    page.keyboard.type('audit')
    expect(page.get_by_role('option').first).to_contain_text('Audit log')
    page.keyboard.press('Enter')
    expect(page.get_by_role('heading', name='Audit log', exact=True)).to_be_visible()
    page.keyboard.press('Control+k')
    page.keyboard.type(made['name'])
    expect(page.get_by_role('option', name=re.compile(made['name']))).to_be_visible()
    page.keyboard.press('Enter')
    expect(page.get_by_role('dialog')).to_contain_text(made['name'])


def test_the_palette_leads_to_the_page_of_what_it_finds(page, world):
    made = source(world, name=unique('way'))
    part = world.api.call('POST', '/components', {
        'kind': 'heartbeat', 'name': unique('way'), 'configuration': {}, 'start': True})
    ticket = next(one for one in world.api.call('GET', '/tickets?limit=500')['items']
                  if one['subject']['id'] == part['id'])
    ways = (('Data source', made['name'], f'/sources\\?open={made["id"]}$'),
            ('Component', part['name'], f'/om/components\\?open={part["id"]}$'),
            ('Ticket', part['name'], f'/om/tickets\\?open={ticket["id"]}$'))
    for kind, name, address in ways:
        page.goto('/overview')
        expect(page.get_by_role('heading', name='Overview', exact=True)).to_be_visible()
        page.keyboard.press('Control+k')
        page.keyboard.type(name)
        page.get_by_role('option').filter(has_text=name).filter(has_text=kind).first.click()
        expect(page).to_have_url(re.compile(address))
        expect(page.get_by_role('dialog')).to_be_visible()


def test_the_language_changes_at_once_and_stays(page, world):
    page.goto('/system/parameters')
    account_menu(page)
    page.get_by_role('menuitemradio', name='简体中文').click()
    expect(page.get_by_role('heading', name='系统参数')).to_be_visible()
    page.reload()
    expect(page.get_by_role('heading', name='系统参数')).to_be_visible()
    assert page.locator('html').get_attribute('lang') == 'zh-CN'
    for path, heading in (('/overview', '概览'), ('/sources', '数据源'), ('/om/components', '组件'),
                          ('/om/machines', '机器'), ('/om/tickets', '工单'), ('/system/audit', '审计日志')):
        page.goto(path)
        expect(page.get_by_role('heading', name=heading, exact=True).first).to_be_visible()
    account_menu(page, '账号')
    page.get_by_role('menuitemradio', name='English').click()
    expect(page.get_by_role('heading', name='Audit log', exact=True)).to_be_visible()


def test_the_zone_of_times_is_always_shown(page, world):
    page.goto('/system/audit')
    browser = page.context.new_cdp_session(page)
    for zone, shown in [('Asia/Shanghai', 'UTC+08:00'), ('America/Bogota', 'UTC−05:00')]:
        browser.send('Emulation.setTimezoneOverride', {'timezoneId': zone})
        page.reload()
        expect(page.locator('.top .zone')).to_contain_text(shown)
        page.locator('.top .zone').hover()
        expect(page.get_by_text(f'Times are those of this browser ({zone}).')).to_be_visible()


def test_the_theme_is_set_before_the_first_paint_and_stays(page, world):
    page.emulate_media(color_scheme='dark')
    page.goto('/overview')
    expect(page.locator('html')).to_have_attribute('data-theme', 'dark')
    page.get_by_role('button', name='Use the light theme').click()
    expect(page.locator('html')).to_have_attribute('data-theme', 'light')
    page.reload()
    expect(page.locator('html')).to_have_attribute('data-theme', 'light')


def test_an_unknown_address_has_its_page(page, world):
    page.goto('/no/such/page')
    expect(page.locator('.empty')).to_contain_text('No such page')
    page.get_by_role('link', name='Go to the overview').click()
    expect(page.get_by_role('heading', name='Overview', exact=True)).to_be_visible()
    page.expected = [REFUSED]
    page.goto('/om/components?open=cp_0000000000')
    expect(page.get_by_role('dialog')).to_contain_text('does not exist any more')


def test_refused_and_broken_answers_have_their_states(page, world):
    page.expected = [REFUSED, 'ERR_']
    answers = {'status': 403}
    # A stream that opens reads the list again, and would be quicker than the button now and then.
    page.route('**/api/v1/stream*', lambda route: route.abort())
    page.route('**/api/v1/machines', lambda route: route.fulfill(
        status=answers['status'], headers={'Content-Type': 'application/json'},
        body='{"error":{"code":"x","message":"The catalog is busy.","hint":"Wait a little.","request_id":"rq_1"}}')
        if answers['status'] else route.continue_())
    page.goto('/om/machines')
    expect(page.get_by_text('You may not see this')).to_be_visible()
    answers['status'] = 500
    page.reload()
    expect(page.get_by_text('This could not be read')).to_be_visible()
    expect(page.get_by_text('The catalog is busy.')).to_be_visible()
    answers['status'] = 0
    page.get_by_role('button', name='Try again').click()
    expect(rows(page).first).to_be_visible()


def test_hostile_names_stay_text(page, world):
    page.on('dialog', lambda dialog: page.faults.append(f'a script ran: {dialog.message}'))
    made = source(world, name=f'{HOSTILE} {unique("x")}'[:60], region=HOSTILE, remark=HOSTILE)
    beat = component(world, name=f'{HOSTILE} {unique("y")}'[:60], start=False)
    for path in ('/overview', f'/sources?open={made["id"]}', f'/sources?edit={made["id"]}', '/om/components',
                 f'/om/components?open={beat["id"]}', f'/om/components?open={beat["id"]}&tab=history', '/om/tickets',
                 '/system/audit', '/sources?q=' + HOSTILE):
        page.goto(path)
        page.wait_for_load_state('load')
        expect(page.locator('h1').first).to_be_attached()
        eventually('rows or a drawer are there', lambda: page.locator('tbody tr, dialog, .card').count())
        assert page.locator('img').count() == 0, path
    page.goto(f'/sources?open={made["id"]}')
    expect(page.get_by_role('dialog')).to_contain_text(HOSTILE)
    page.keyboard.press('Escape')
    page.keyboard.press('Control+k')
    page.keyboard.type('img src')
    expect(page.get_by_role('option', name=re.compile('img')).first).to_be_visible()
    assert page.locator('img').count() == 0


def test_a_new_version_is_offered(page, world):
    answer = {'build': 'one'}

    def other_build(route):
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), 'build': answer['build']})

    page.route('**/api/v1/session', other_build)
    page.goto('/overview')
    expect(live_mark(page, 'Live')).to_be_visible()
    answer['build'] = 'two'
    page.expected = [REFUSED, 'ERR_']
    page.route('**/api/v1/stream*', lambda route: route.abort())
    page.goto('/overview')
    expect(live_mark(page, 'Reconnecting, data')).to_be_visible()
    answer['build'] = 'three'
    page.unroute('**/api/v1/stream*')
    expect(page.get_by_text('A new version is available.')).to_be_visible(timeout=20_000)


@restarts
def test_a_server_restart_reconnects_and_keeps_the_page(page, world):
    page.expected = [REFUSED, 'ERR_']
    made = component(world, start=False)
    page.goto('/om/components')
    expect(live_mark(page, 'Live')).to_be_visible()
    expect(row_of(page, made['name'])).to_have_count(1)
    world.server.stop()
    expect(live_mark(page, 'Reconnecting, data')).to_be_visible(timeout=15_000)
    expect(row_of(page, made['name'])).to_have_count(1)
    assert page.get_by_role('dialog').count() == 0, 'an absent server is not an ended session'
    world.server.start()
    expect(live_mark(page, 'Live')).to_be_visible(timeout=30_000)
    expect(row_of(page, made['name'])).to_have_count(1)


@signed_out
@restarts
def test_an_absent_server_is_not_a_sign_in_page(page, world):
    page.expected = [REFUSED, 'ERR_']
    page.route('**/api/v1/session', lambda route: route.abort())
    page.goto('/overview')
    expect(page.get_by_role('heading', name='Reconnecting')).to_be_visible()
    page.unroute('**/api/v1/session')
    expect(page.get_by_role('heading', name='Sign in')).to_be_visible()
