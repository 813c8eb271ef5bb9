-- An independent count of the register, in SQL alone: covering, the law's clock, statistics.
create table places (key text primary key, parent text, small integer);
create table bodies (id text primary key, region text);
create table laws (first text, last text, days integer);
create table given_days (day text primary key, working integer);
create table requests (
    id text primary key, region text, body text, topic text, status text, requested text, answered text,
    draft integer);

-- questions
-- how deep each place lies
create table depths as
with recursive walk (key, depth) as (
    select key, 0 from places where parent is null
    union all select p.key, depth + 1 from places p join walk w on p.parent = w.key)
select key, depth from walk;

-- six steps up, the deepest places first: cells of a small place with fewer than five move to its parent
create table moved as select id, region as place, topic from requests;
create table steps (depth integer);
create trigger climb after insert on steps begin
    update moved set place = (select parent from places where key = place)
    where (place, topic) in (
        select m.place, m.topic from moved m
        join places p on p.key = m.place join depths d on d.key = m.place
        where p.small = 1 and d.depth = new.depth
        group by m.place, m.topic having count(*) < 5);
end;
insert into steps values (6), (5), (4), (3), (2), (1);

-- the calendar of the invented country
create table days as
with recursive run (day) as (
    select '2024-06-01' union all select date(day, '+1 day') from run where day < '2027-12-31')
select day, coalesce(
    (select working from given_days g where g.day = run.day),
    strftime('%w', day) not in ('0', '6')) as working
from run;
create table numbered as select day, row_number() over (order by day) as number from days where working;

create table shown as
select r.id, m.place, r.topic, r.status, r.requested, r.answered, r.draft,
    case when b.region is null then null
         when m.place = b.region or m.place like b.region || '/%' then r.body
         when (select small from places where key = b.region) = 0 then r.body end as body,
    coalesce((
        select n.day from numbered n
        where n.number = l.days + (select coalesce(max(number), 0) from numbered where day <= r.requested)
          -- nobody says which days are free in a year of which the data name none
          and not exists (
            select 1 from (select distinct strftime('%Y', day) as year from days
                           where day > r.requested and day <= n.day)
            where year not in (select strftime('%Y', day) from given_days))
    ), 'None') as expected
from requests r
join moved m on m.id = r.id
left join bodies b on b.id = r.body
left join laws l on r.requested between l.first and l.last;

create table groups as
select 'place' as kind, p.key, s.* from places p join shown s on s.place = p.key or s.place like p.key || '/%'
union all select 'body', s.body, s.* from shown s where s.body is not null;

create table durations as
select kind, key, julianday(answered) - julianday(requested) as days,
    row_number() over (partition by kind, key order by julianday(answered) - julianday(requested)) as place_,
    count(*) over (partition by kind, key) as of_
from groups where answered is not null;

create table answers as
select g.kind, g.key, count(*) as n, sum(draft) as drafts,
    sum(status in ('answered', 'done', 'not-done')) as answered,
    sum(status <> 'not-ours' and expected <> 'None' and (answered is not null or expected < :today)) as judged,
    sum(answered is not null and expected <> 'None' and answered <= expected) as in_time,
    sum(status in ('received', 'being-answered') and expected <> 'None' and expected < :today) as overdue,
    (select cast(days as integer) from durations d where d.kind = g.kind and d.key = g.key and of_ >= 5
        and place_ * 4 >= of_ order by place_ limit 1) as lower,
    (select cast(days as integer) from durations d where d.kind = g.kind and d.key = g.key and of_ >= 5
        and place_ * 2 >= of_ order by place_ limit 1) as median,
    (select cast(days as integer) from durations d where d.kind = g.kind and d.key = g.key and of_ >= 5
        and place_ * 4 >= of_ * 3 order by place_ limit 1) as upper
from groups g group by g.kind, g.key;
