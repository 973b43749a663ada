"""What the server says, under 简体中文: checks, states, activities and failures are in the language of the person."""

import re

from playwright.sync_api import expect

from flows import row_of, visit

CHINESE = re.compile('[\u4e00-\u9fff]')


def in_chinese(page):
    visit(page, '/overview')
    page.evaluate('localStorage.setItem("language", "zh")')


def untold(texts):
    return [text for text in texts if not CHINESE.search(text)]


def test_every_check_has_a_chinese_name(page, world):
    project = world.migrations.at('done')
    count = world.api.call('GET', f'/projects/{project["id"]}/precheck')['total']
    in_chinese(page)
    page.goto(f'/migration/{project["id"]}/precheck')
    rows = page.locator('.pj-check-row')
    expect(rows).to_have_count(count)
    missing = untold(rows.locator('.pj-check-text > b').all_inner_texts())
    assert not missing, missing
    missing = untold(rows.locator('.badge').all_inner_texts())
    assert not missing, missing


def test_checks_are_found_by_their_name_in_both_languages(page, world):
    project = world.migrations.at('done')
    in_chinese(page)
    page.goto(f'/migration/{project["id"]}/precheck')
    for text in ('源端可以连接', 'The source can be reached'):
        page.get_by_role('searchbox').fill(text)
        expect(page.locator('.pj-check-row')).to_have_count(1)


def test_failures_and_refusals_are_told_in_chinese(page, world):
    refused = world.migrations.at('refused')
    in_chinese(page)
    page.goto(f'/migration?q={refused["name"]}')
    expect(row_of(page, refused['name'])).to_contain_text('的数据库拒绝登录。')
    row_of(page, refused['name']).get_by_role('button').last.click()
    expect(page.get_by_role('menuitem', name=re.compile('^启动'))).to_contain_text('它曾启动过，请恢复它。')
    page.keyboard.press('Escape')
    page.goto(f'/migration/{refused["id"]}')
    expect(page.locator('.needs')).to_contain_text('请测试数据源：各步骤会说明问题所在。')
    # What the database answered is not changed.
    expect(page.locator('.needs')).to_contain_text('Access denied')


def test_the_steps_of_a_connection_test_are_told_in_chinese(page, world):
    source = world.migrations.sources()['source']
    in_chinese(page)
    page.goto(f'/sources?open={source}')
    steps = page.locator('.step-row .step-text > b')
    expect(steps.first).to_be_visible()
    missing = untold(steps.all_inner_texts())
    assert not missing, missing
