META
key;value
description;Flowers for the lane
num_projects;3
num_votes;4
budget;100
vote_type;approval
rule;greedy
min_length;1
PROJECTS
project_id;cost;name;votes;selected
1;30;Benches;2;1
2;50;Lamps;3;1
3;70;A pond;1;0
VOTES
voter_id;vote;age
1;1,2;30
2;2;41
3;;17
4;3,1,2;65
