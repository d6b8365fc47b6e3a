META;;
key;value;
Budget;1000,50;
Vote_Type;cumulative;
comment;"a;b
""c""";

PROJECTS
project_id;cost;name
L5/04/VII;100.5;"Trees; many"
BO.D9.2/23;0;
010;250,25;"x"
VOTES
voter_id;vote;points;sex
1;L5/04/VII,010;3,0;"F"
"2";"010,BO.D9.2/23";"1.5,2";
2; 010 , 010;1,2;