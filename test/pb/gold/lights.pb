META
key;value
description;A stairwell, a bench, trees
budget;300
num_projects;3
num_votes;4
vote_type;approval
PROJECTS
project_id;cost;name
lights;120;Stairwell lights
bench;90;A bench by the gate
trees;200;Three trees
VOTES
voter_id;vote
1;lights,bench
2;lights
3;lights,trees
4;bench
