META
key;value
budget;4611686018427387903
vote_type;approval
PROJECTS
project_id;cost
1;4611686018427387902
2;1
VOTES
vote;x
1,2;"

"
2;"a" b;
