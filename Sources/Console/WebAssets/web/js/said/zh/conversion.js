// conversion.js: what the conversion changed, and what it could not keep.
export const said = [
  // Names and columns
  ['The destination calls it `{name}`.', '目标端将其命名为 `{name}`。'],
  ['The destination calls the table `{name}`.', '目标端将该表命名为 `{name}`。'],
  ['The destination calls the view `{name}`.', '目标端将该视图命名为 `{name}`。'],
  ['Another column of the table already has this name at the destination; this one is called `{name}`.',
    '目标端的表中已有同名列；此列命名为 `{name}`。'],
  ['Another column of the view already has this name; this one is called `{name}`.', '视图中已有同名列；此列命名为 `{name}`。'],
  ['Its name is another\'s at the destination; this one is called `{name}`.', '目标端已有同名对象；此对象命名为 `{name}`。'],
  ['The table has a column of this name; the address\'s is `{name}`.', '表中已有同名列；行地址列命名为 `{name}`。'],
  ['The column was not chosen and is left out.', '未选择该列，不包含它。'],
  ['The column is left out. {why}', '不包含该列。{why}'],
  ['The table has no column that can be carried.', '表中没有可以迁移的列。'],
  ['{count} columns are more than the destination\'s {most}. Choose columns to copy.',
    '{count} 列超过目标端的上限 {most}。请选择要复制的列。'],
  ['{count} columns are more than the destination\'s {most}.', '{count} 列超过目标端的上限 {most}。'],
  ['The destination has no collation `{name}`.', '目标端没有排序规则 `{name}`。'],
  ['Under {name} texts that differ in case or accents may be equal: keys may refuse rows that the source '
    + 'takes, and comparisons give other rows.',
    '在 {name} 下，仅大小写或重音不同的文本可能相等：键可能拒绝源端接受的行，比较会得到不同的行。'],
  ['It refers to a column that is {type} and takes its type; a foreign key here joins one type only.',
    '它引用类型为 {type} 的列，因此采用该类型；目标端的外键两侧类型必须相同。'],
  ['The destination has no invisible columns; this one is visible.', '目标端没有不可见列；此列可见。'],
  ['The table\'s rows may be wider than the destination\'s {bytes} bytes; the column becomes {type}, and rows '
    + 'with longer values are refused.',
    '该表的行可能超过目标端的 {bytes} 字节；该列变为 {type}，值更长的行会被拒绝。'],
  ['The table\'s rows may be wider than the destination\'s {bytes} bytes; the column becomes {type}.',
    '该表的行可能超过目标端的 {bytes} 字节；该列变为 {type}。'],
  ['Rows may need {bytes} bytes, the destination holds {most}. Choose fewer columns.',
    '一行可能需要 {bytes} 字节，目标端最多 {most}。请减少列。'],
  ['Its rows need {bytes} bytes in a page even when long values lie beside it; the destination holds 8126. '
    + 'Choose fewer columns.',
    '即使长值存于页外，一行在页内仍需 {bytes} 字节；目标端最多 8126。请减少列。'],
  ['The comment is cut to {count} characters.', '注释截断为 {count} 个字符。'],

  // Types
  ['The type {type} was chosen by hand instead of {other}; values that it cannot hold follow the column\'s '
    + 'rule.',
    '类型 {type} 由人工选择，代替 {other}；存不下的值按该列的规则处理。'],
  ['The type {type} was chosen by hand; values that it cannot hold follow the column\'s rule.',
    '类型 {type} 由人工选择；存不下的值按该列的规则处理。'],
  ['The type `{type}` cannot hold values of this column. Choose another, or none.',
    '类型 `{type}` 无法存储该列的值。请选择其他类型，或不选择。'],
  ['The chosen type `{type}` cannot be read: {why}.', '所选类型 `{type}` 无法识别：{why}。'],
  ['it needs a length', '需要长度'],
  ['{value} is not between {least} and {most}', '{value} 不在 {least} 与 {most} 之间'],
  ['{count} digits of the second are declared, the destination holds 6; values with more are {fate}.',
    '声明了 {count} 位小数秒，目标端为 6 位；位数更多的值将{fate}。'],
  ['stored as NULL', '存为 NULL'],
  ['rounded', '舍入'],
  ['cut', '截断'],
  ['refused and kept in quarantine', '被拒绝并留在隔离区'],
  ['The moment is stored in UTC; the offset or region that each value carries is lost.', '时刻按 UTC 存储；各值自带的偏移或时区丢失。'],
  ['The moment is stored in UTC and no longer shown in the session\'s time zone.', '时刻按 UTC 存储，不再按会话时区显示。'],
  ['A document becomes text as Oracle writes it out; it is not checked and has no methods any more.',
    '文档变为 Oracle 输出的文本；不再校验，也没有方法。'],
  ['A document becomes text, which keeps its numbers digit by digit. JSON can be chosen instead; it sorts the '
    + 'keys and keeps numbers as doubles.',
    '文档变为文本，数值逐位保留。也可以选择 JSON：它会对键排序，并以双精度存储数值。'],
  ['FLOAT({precision}) may hold 38 decimal digits; the values have at most {digits}, which DOUBLE keeps '
    + 'exactly. Later values of more than 15 digits are rounded.',
    'FLOAT({precision}) 可存 38 位十进制数字；现有的值最多 {digits} 位，'
    + 'DOUBLE 可精确保留。以后超过 15 位的值会被舍入。'],
  ['FLOAT({precision}) may hold 38 decimal digits; DOUBLE keeps 15, the rest is rounded. DECIMAL(65,30) can '
    + 'be chosen instead.',
    'FLOAT({precision}) 可存 38 位十进制数字；DOUBLE 保留 15 位，其余舍入。'
    + '也可以选择 DECIMAL(65,30)。'],
  ['The values have up to {digits} decimal digits, more than DOUBLE keeps; DECIMAL(65,30) keeps them.',
    '值最多有 {digits} 位十进制数字，超过 DOUBLE 的精度；DECIMAL(65,30) 可以保留。'],
  ['DOUBLE holds every BINARY_FLOAT exactly. Infinity and NaN have no place: they are {fate}.',
    'DOUBLE 可精确存储所有 BINARY_FLOAT。无法存储无穷大和 NaN：它们将{fate}。'],
  ['Infinity and NaN have no place at the destination: they are {fate}.', '目标端无法存储无穷大和 NaN：它们将{fate}。'],
  ['An interval becomes text, {form}. It no longer sorts and adds as an interval.', '间隔变为文本，{form}。不再能按间隔排序和相加。'],
  ['`+2-11`: sign, years, months', '`+2-11`：符号、年、月'],
  ['`+5 04:03:02.000001`: sign, days, time of day, fraction in the declared digits',
    '`+5 04:03:02.000001`：符号、天、时刻、按声明位数的小数'],
  ['Values beyond {bytes} bytes are refused.', '超过 {bytes} 字节的值会被拒绝。'],
  ['LONG becomes LONGTEXT. {limit}', 'LONG 变为 LONGTEXT。{limit}'],
  ['LONG RAW becomes LONGBLOB. {limit}', 'LONG RAW 变为 LONGBLOB。{limit}'],
  ['A column that numbers its rows must be an integer: BIGINT, up to 9223372036854775807.',
    '为行编号的列必须是整数：BIGINT，最大 9223372036854775807。'],
  ['The scale exceeds the precision; DECIMAL({precision},{scale}) holds every value and some more.',
    '小数位数超过精度；DECIMAL({precision},{scale}) 可存储所有的值。'],
  ['Numbers of up to {digits} digits are declared, the destination holds {most}; rows beyond are refused and '
    + 'kept in quarantine. DOUBLE can be chosen instead.',
    '声明了最多 {digits} 位的数值，目标端为 {most} 位；超出的行被拒绝并留在隔离区。也可以选择 DOUBLE。'],
  ['{digits} digits behind the point are declared, the destination holds {most}; the rest is rounded. '
    + 'VARCHAR(50) can be chosen instead and keeps every digit.',
    '声明了 {digits} 位小数，目标端为 {most} 位，其余舍入。也可以选择 VARCHAR(50)，保留每一位。'],
  ['No values are known; a column of a key is taken for whole numbers of up to 18 digits. Others would be '
    + 'refused. DECIMAL(65,30) can be chosen instead.',
    '没有已知的值；键中的列按最多 18 位的整数处理，其他值会被拒绝。也可以选择 DECIMAL(65,30)。'],
  ['No precision is declared and no values are known: DECIMAL(65,30) holds 35 digits before the point and 30 '
    + 'behind it; other values are refused.',
    '未声明精度，也没有已知的值：DECIMAL(65,30) 可存 35 位整数和 30 位小数；其他值会被拒绝。'],
  ['No precision is declared; {seen} whole numbers of up to {digits} digits. BIGINT holds 18; fractions that '
    + 'come later are refused.',
    '未声明精度；{seen}最多 {digits} 位的整数。BIGINT 可存 18 位；以后出现的小数会被拒绝。'],
  ['No precision is declared; {seen} whole numbers of up to {digits} digits. DECIMAL({precision},0) is taken; '
    + 'fractions that come later are refused.',
    '未声明精度；{seen}最多 {digits} 位的整数。采用 DECIMAL({precision},0)；'
    + '以后出现的小数会被拒绝。'],
  ['No precision is declared; {seen} numbers of up to {digits} digits before the point and {scale} behind it. '
    + '{type} is taken; values beyond are refused.',
    '未声明精度；{seen}最多 {digits} 位整数和 {scale} 位小数的数值。采用 {type}；超出的值会被拒绝。'],
  ['Values have up to {scale} digits behind the point; {type} keeps {kept}, the rest is rounded. VARCHAR(50) '
    + 'can be chosen instead and keeps every digit.',
    '值最多有 {scale} 位小数；{type} 保留 {kept} 位，其余舍入。也可以选择 VARCHAR(50)，'
    + '保留每一位。'],
  ['Values have up to {digits} digits before the point and {scale} behind it, more than a DECIMAL holds; '
    + 'DOUBLE keeps about 15 digits. VARCHAR(130) keeps every digit.',
    '值最多有 {digits} 位整数和 {scale} 位小数，超过 DECIMAL 的范围；DOUBLE 约保留 15 位。'
    + 'VARCHAR(130) 保留每一位。'],
  ['a sample of {count} rows shows', '抽样的 {count} 行中有'],
  ['{count} rows show', '{count} 行中有'],
  ['{bytes} bytes are more than a VARBINARY holds here.', '{bytes} 字节超过目标端 VARBINARY 的上限。'],
  ['A BFILE points to a file beside the source\'s database and the destination has nothing like it. Copy the '
    + 'files by other means, or load them into a BLOB column at the source first.',
    'BFILE 指向源端数据库之外的文件，目标端没有对应的类型。请用其他方式复制文件，或先在源端把它们装入 BLOB 列。'],
  ['{type} is an object type, a collection or a reference. Bring its attributes into columns of simple types '
    + 'at the source, in a table of their own if there are many, or leave the column out.',
    '{type} 是对象类型、集合或引用。请在源端把其属性放入简单类型的列（较多时放入单独的表），或不包含该列。'],
  ['The type {type} is not known to have a counterpart. Bring the values into a column of a simple type at '
    + 'the source, or leave the column out.',
    '类型 {type} 没有已知的对应类型。请在源端把值放入简单类型的列，或不包含该列。'],
  ['The address is kept as text; it means a row of the source and leads to no row at the destination.',
    '行地址保存为文本；它指源端的行，不对应目标端的任何行。'],
  ['Fixed text ends at {count} characters at the destination; VARCHAR keeps the padding blanks.',
    '目标端的定长文本最多 {count} 个字符；VARCHAR 保留填充的空格。'],
  ['Blanks at the end of fixed text are not read back at the destination; comparisons ignore them as at the '
    + 'source. VARCHAR({count}) keeps them.',
    '目标端读取定长文本时不返回末尾的空格；比较时与源端一样忽略它们。VARCHAR({count}) 会保留。'],
  ['{count} characters may need {bytes} bytes, more than a VARCHAR holds here; a TEXT type holds them.',
    '{count} 个字符可能需要 {bytes} 字节，超过目标端 VARCHAR 的上限；TEXT 类型可以存储。'],
  ['The values of {columns} were not looked at in time; when the project is planned their types may come out '
    + 'smaller.',
    '未能及时查看 {columns} 的值；规划项目时其类型可能更小。'],

  // Defaults, computed columns, checks
  ['The default `{text}` is left out. {why}', '不包含默认值 `{text}`。{why}'],
  ['The destination uses the default where no value is given, but refuses an explicit NULL.',
    '目标端在未给出值时使用默认值，但拒绝显式的 NULL。'],
  ['Columns of large types take no default at the destination.', '目标端的大类型列没有默认值。'],
  ['The destination takes only constants as defaults.', '目标端的默认值只能是常量。'],
  ['Defaults with CASE break the connection to OceanBase.', '带 CASE 的默认值会使 OceanBase 断开连接。'],
  ['Defaults that change a value\'s type break the connection to OceanBase.', '改变值类型的默认值会使 OceanBase 断开连接。'],
  ['A column {type} does not take {kind} here.', '{type} 列在这里不能使用{kind}。'],
  ['Computed columns here cannot name a column that numbers the rows.', '目标端的计算列不能引用自增列。'],
  ['The virtual column `{text}` is left out. {why}', '不包含虚拟列 `{text}`。{why}'],
  ['The destination does not keep checks; `{text}` is left out.', '目标端不支持检查约束；不包含 `{text}`。'],
  ['The check does not hold for all rows; it is left out.', '并非所有行都满足该检查约束；不包含它。'],
  ['Checks here cannot name a column that numbers the rows.', '目标端的检查约束不能引用自增列。'],
  ['The check `{text}` is left out. {why}', '不包含检查约束 `{text}`。{why}'],
  ['The check was never proven for the rows that are there; it is made NOT ENFORCED so that none of them is '
    + 'refused. Enforce it once the rows are in order.',
    '该检查约束从未对已有的行验证过；按 NOT ENFORCED 创建，以免拒绝其中的行。数据整理好后再启用它。'],
  ['The check is disabled at the source; it is made NOT ENFORCED.', '该检查约束在源端已停用；按 NOT ENFORCED 创建。'],

  // Numbered rows
  ['{type} cannot number rows here; the programs must give the values.', '{type} 在目标端不能为行编号；须由程序给出值。'],
  ['The destination numbers upwards from 1; START WITH {start} INCREMENT BY {step}, now at {next}, cannot be '
    + 'kept. The programs must give the values.',
    '目标端从 1 起递增编号；'
    + '无法保留 START WITH {start} INCREMENT BY {step}（当前 {next}）。'
    + '须由程序给出值。'],
  ['A column that numbers rows needs an index here: `{name}`.', '目标端的自增列需要索引：`{name}`。'],
  ['The source counts in steps of {step}; here the step is a setting of the session '
    + '(auto_increment_increment), 1 by standard.',
    '源端的步长为 {step}；目标端的步长是会话设置（auto_increment_increment），默认为 1。'],
  ['The source refuses values given by hand; the destination takes them.', '源端拒绝手工给出的值；目标端接受。'],

  // Keys and indexes
  ['The key is disabled at the source and not made.', '该键在源端已停用，不创建。'],
  ['The key is left out: {why}', '不包含该键：{why}'],
  ['The unique index is left out: {why}', '不包含该唯一索引：{why}'],
  ['The unique index is left out, and with it the rule that it keeps. {why}', '不包含该唯一索引，也就没有它保证的唯一性。{why}'],
  ['A computed column cannot be in a primary key here; a unique key over columns without NULL is made.',
    '目标端的主键不能包含计算列；改为在非 NULL 列上创建唯一键。'],
  ['The key is checked at every statement, not at commit.', '该键在每条语句时检查，而不是提交时。'],
  ['The check holds at every statement, not at commit.', '该检查约束在每条语句时检查，而不是提交时。'],
  ['The key was never proven for the rows that are there; rows that break it are refused and kept in '
    + 'quarantine.',
    '该键从未对已有的行验证过；违反它的行被拒绝并留在隔离区。'],
  ['Where one column is NULL the destination does not compare the others, which the source does.',
    '某列为 NULL 时，目标端不比较其余列，而源端会比较。'],
  ['Texts that differ only in blanks at their end are the same key at the destination.', '在目标端，仅末尾空格不同的文本视为相同的键。'],
  ['It is left out because these columns are not at the destination: {columns}.', '不包含它，因为目标端没有这些列：{columns}。'],
  ['{name} is {type}, which can be in no key.', '{name} 的类型为 {type}，不能放入键。'],
  ['it may need {bytes} bytes, the destination holds {most}. A shorter type can be chosen for its columns if '
    + 'the values allow.',
    '它可能需要 {bytes} 字节，目标端最多 {most}。如果值允许，可以为其列选择更短的类型。'],
  ['The table has no key, and the project keeps no addresses of rows: equal rows cannot be told apart.',
    '该表没有键，项目也不保存行地址：无法区分相同的行。'],
  ['The table has no key without NULL. Its rows carry their address at the source in four invisible columns '
    + 'with the unique key `{name}`; drop them when the migration is over.',
    '该表没有不含 NULL 的键。各行在源端的地址存于四个不可见列，并有唯一键 `{name}`；迁移结束后请删除它们。'],
  ['The table has no key without NULL. Its rows carry their address at the source in four columns with the '
    + 'unique key `{name}`; drop them when the migration is over.',
    '该表没有不含 NULL 的键。各行在源端的地址存于四个列，并有唯一键 `{name}`；迁移结束后请删除它们。'],
  ['Its columns are too long to be in the key over the address of the row.', '其列太长，不能放入行地址的键。'],
  ['The destination has at most {count} indexes on a table; this one is left out.', '目标端每个表最多 {count} 个索引；不包含此索引。'],
  ['A bitmap index becomes an ordinary one.', '位图索引变为普通索引。'],
  ['Indexes of extensions do not exist at the destination. For words in text a FULLTEXT index can be made by '
    + 'hand.',
    '目标端没有扩展索引。如需检索文本中的词，可以手工创建 FULLTEXT 索引。'],
  ['This kind of index does not exist at the destination.', '目标端没有这种索引。'],
  ['The destination\'s queries may use the index.', '目标端的查询可能使用该索引。'],
  ['The index is left out. {why}', '不包含该索引。{why}'],
  ['It has more columns than the destination\'s {most}.', '它的列数超过目标端的上限 {most}。'],
  ['The column {name} is not at the destination.', '目标端没有列 {name}。'],
  ['The destination indexes columns only, not expressions.', '目标端只能对列建索引，不能对表达式建索引。'],
  ['A part of it has neither column nor expression.', '它有一部分既没有列也没有表达式。'],
  ['Its columns are longer than the destination\'s limit.', '其列的长度超过目标端的上限。'],
  ['{name} is indexed by its first {count} characters.', '{name} 只索引前 {count} 个字符。'],
  ['{name} is indexed by its first {count} bytes.', '{name} 只索引前 {count} 个字节。'],
  ['The destination keeps the index in ascending order only.', '目标端的索引只能按升序。'],
  ['The foreign key is disabled at the source and not made.', '该外键在源端已停用，不创建。'],
  ['The project makes no foreign keys.', '项目不创建外键。'],
  ['Partitioned tables have no foreign keys at the destination; this one is left out.', '目标端的分区表不能有外键；不包含此外键。'],
  ['{name} is computed and refers to nothing here.', '{name} 是计算列，在目标端不能引用其他表。'],
  ['{name} is not part of the project; the key can be made only where it is already.',
    '{name} 不在项目中；只有它已存在时才能创建该外键。'],
  ['The key was never proven for the rows that are there. It is made without looking at them, and holds for '
    + 'every later change, as at the source.',
    '该外键从未对已有的行验证过。创建时不检查它们，以后的更改都须满足，与源端一样。'],

  // Partitions
  ['The table is made without partitions. {why}', '该表创建为不分区。{why}'],
  ['The table is made without subpartitions: {count} are more than {most}.', '该表创建为没有子分区：{count} 个超过上限 {most}。'],
  ['The table is made without subpartitions. {why}', '该表创建为没有子分区。{why}'],
  ['A column is missing.', '缺少一列。'],
  ['Its partitions are not known.', '其分区未知。'],
  ['The source spreads its rows as those of the table that a foreign key names, which cannot be said here.',
    '源端按外键所指的表分布行，目标端无法表达。'],
  ['The programs choose the partition at the source, which cannot be said here.', '源端由程序选择分区，目标端无法表达。'],
  ['This way of spreading rows cannot be said here.', '目标端无法表达这种分区方式。'],
  ['Its method cannot be said here.', '目标端无法表达其分区方式。'],
  ['The destination divides RANGE and LIST partitions by a hash only.', '目标端的 RANGE 和 LIST 分区只能再按哈希划分。'],
  ['{count} partitions are more than the destination\'s {most}.', '{count} 个分区超过目标端的上限 {most}。'],
  ['The lists of the partitions hold whole numbers only, so the column is BIGINT.', '分区的列表中只有整数，因此该列为 BIGINT。'],
  ['New partitions do not appear by themselves every {interval}. A last partition without a bound takes the '
    + 'rows beyond. {advice}',
    '不会每隔 {interval} 自动增加分区。最后一个无上界的分区接收其后的行。{advice}'],
  ['To add partitions, drop it while it is empty, add the new ones, and add it again.',
    '增加分区时，请在其为空时删除它，增加新分区后再加回。'],
  ['To add partitions, divide it with REORGANIZE PARTITION.', '增加分区时，请用 REORGANIZE PARTITION 拆分它。'],
  ['New partitions do not appear by themselves for new values; a partition for all others takes their rows.',
    '不会为新值自动增加分区；由接收其余值的分区存放这些行。'],
  ['{key} does not hold {columns}, and without a global index the destination could then not keep it. Keys '
    + 'are kept, partitions are not.',
    '{key} 不包含 {columns}，没有全局索引时目标端无法保留它。保留键，不保留分区。'],
  ['A primary key must hold the columns that the rows are spread by; it becomes a global unique key over '
    + 'columns without NULL, which keeps the same rule.',
    '主键必须包含分区列；它变为非 NULL 列上的全局唯一键，约束不变。'],
  ['The key is a global index.', '该键为全局索引。'],
  ['Rows in which it is NULL lie in the first partition here, in the last one at the source.',
    '值为 NULL 的行在目标端位于第一个分区，在源端位于最后一个分区。'],
  ['The destination names the {count} hash partitions.', '{count} 个哈希分区由目标端命名。'],
  ['The bound `{text}` cannot be read.', '无法识别边界 `{text}`。'],
  ['The bound `{text}` of {name} does not fit the types of its columns.', '{name} 的边界 `{text}` 与其列的类型不符。'],
  ['The destination does not spread rows by {name}, which is {type}. An integer type can be chosen for it if '
    + 'the values allow.',
    '目标端不能按 {name}（{type}）分区。如果值允许，可以为它选择整数类型。'],
  ['The destination has no partition for all other values of a list.', '目标端的 LIST 没有接收其余值的分区。'],

  // Views
  ['The view is invalid at the source: what it reads is missing there, or its user may not read it. Mend or '
    + 'drop it there, or leave it out.',
    '该视图在源端无效：它读取的内容不存在，或其用户无权读取。请在源端修复或删除它，或不包含它。'],
  ['{why} Write the view at the destination by hand, or edit its statement here.', '{why}请在目标端手工编写该视图，或在这里编辑其语句。'],
  ['What it reads will not be at the destination: {names}. Bring that there or into the project, or write the '
    + 'view by hand.',
    '它读取的内容不会出现在目标端：{names}。请将其迁移到目标端或加入项目，或手工编写该视图。'],
  ['The destination has no READ ONLY; grant only SELECT on the view.', '目标端没有 READ ONLY；请只授予该视图的 SELECT 权限。'],
  ['Views have no comments at the destination.', '目标端的视图没有注释。'],
  ['The query has {count} columns, but the view {wanted}.', '查询有 {count} 列，而视图有 {wanted} 列。'],
  ['The synonym {name} is written as {other}.', '同义词 {name} 改写为 {other}。'],
  ['{name} is not a table or view that the source says the view reads. If it is a synonym, name what it '
    + 'stands for.',
    '源端没有说明该视图读取表或视图 {name}。如果它是同义词，请写出它所指的对象。'],
  ['{name} belongs to the source itself and is not at the destination.', '{name} 属于源端自身，目标端没有。'],
  ['A table without a name.', '没有名称的表。'],

  // What is only listed
  ['The schema step creates it.', '由结构迁移创建。'],
  ['Create an ordinary table or a view at the destination and refresh it there; its rows can be migrated by '
    + 'selecting the table behind it.',
    '请在目标端创建普通表或视图并在那里刷新；选择其背后的表即可迁移数据。'],
  ['The destination has no synonyms. Name the table with its database, or create a view of the synonym\'s '
    + 'name over it.',
    '目标端没有同义词。请带数据库名引用该表，或以同义词的名称在其上创建视图。'],
  ['Write it anew in the destination\'s language and create it after the programs have moved over: while rows '
    + 'are copied it would change them a second time.',
    '请用目标端的语言重写，并在程序切换之后创建：复制数据期间它会再次更改这些行。'],
  ['PL/SQL is not translated. Write it anew in the destination\'s language, or move it into the programs.',
    '不转换 PL/SQL。请用目标端的语言重写，或移入程序。'],
  ['The destination has no packages. Write each routine as one of its own, and keep the package\'s state in a '
    + 'table or in the programs.',
    '目标端没有程序包。请将各例程单独编写，并把程序包的状态存于表或程序中。'],
  ['The destination has no object types; columns of this one are left out of their tables.',
    '目标端没有对象类型；各表不包含此类型的列。'],
  ['The destination reaches no other database. Bring the rows over, or join in the programs.',
    '目标端不能访问其他数据库。请迁移其数据，或在程序中关联。'],
  ['The destination has no queues. Drain it before the programs move over.', '目标端没有队列。请在程序切换之前清空它。'],
  ['This kind of object does not exist at the destination. Look at what uses it.', '目标端没有这种对象。请查看使用它的内容。'],
  ['Where it only numbers the rows of one table, declare that column AUTO_INCREMENT. {rest}',
    '如果它只为一个表的行编号，请将该列声明为 AUTO_INCREMENT。{rest}'],
  ['Otherwise keep the number in a table of one row and count it up in the programs: the destination has no '
    + 'sequences. Start above LAST_NUMBER, just before the programs move over.',
    '否则请将编号存于单行表并由程序递增：目标端没有序列。请在程序切换之前，从大于 LAST_NUMBER 的值开始。'],
  ['Otherwise CREATE SEQUENCE at the destination, just before the programs move over, with START WITH above '
    + 'LAST_NUMBER and the same INCREMENT BY.',
    '否则请在程序切换之前于目标端 CREATE SEQUENCE，START WITH 大于 LAST_NUMBER，'
    + 'INCREMENT BY 不变。'],
  ['{note} At the source, {found}', '{note}在源端，{found}'],
  ['SELECT LAST_NUMBER, INCREMENT_BY FROM ALL_SEQUENCES WHERE {where} gives its state.',
    'SELECT LAST_NUMBER, INCREMENT_BY FROM ALL_SEQUENCES WHERE {where} 可得其状态。'
    + ''],
  ['SELECT TABLE_OWNER, TABLE_NAME FROM ALL_SYNONYMS WHERE {where} gives what it stands for.',
    'SELECT TABLE_OWNER, TABLE_NAME FROM ALL_SYNONYMS WHERE {where} 可得其所指。'
    + ''],
  ['SELECT QUERY FROM ALL_MVIEWS WHERE {where} gives its query.',
    'SELECT QUERY FROM ALL_MVIEWS WHERE {where} 可得其查询。'],
  ['SELECT TEXT FROM ALL_SOURCE WHERE {where} ORDER BY TYPE, LINE gives its text.',
    'SELECT TEXT FROM ALL_SOURCE WHERE {where} ORDER BY TYPE, LINE 可得其文本。'
    + ''],
  ['A temporary table keeps no rows. Create one at the destination where the programs need it, or let the '
    + 'programs create it per session.',
    '临时表不保存数据。请在目标端按程序所需创建，或由程序在每个会话中创建。'],
  ['An external table reads files beside the source\'s database. Copy its rows into an ordinary table at the '
    + 'source and migrate that, or load the files at the destination.',
    '外部表读取源端数据库之外的文件。请在源端将其数据复制到普通表再迁移，或在目标端装载文件。'],
  ['The table stores the collection of another table\'s column. Bring its rows into an ordinary table at the '
    + 'source.',
    '该表存储另一个表的列中的集合。请在源端将其数据放入普通表。'],
];
