META
key;value
budget;45000.00
vote_type;approval
category_caps;green:30000.00,play:12000.00
category_floors;green:5000.00
min_community_share;0.3
cap_per_source;0.5
cap_per_project;0.7
cap_per_household;500.00
PROJECTS
project_id;cost;category;incompatible;needs;variant_of;min_support
1;20000.00;green;2;;;2
2;15000.00;play,safety;;;;1
3;9000.00;;;1;;0
4;6000.00;green;;;3;
树;3000.00;play;4,3;;;
VOTES
voter_id;vote;pledges;source
1;1,3;50.00,0;
2;2,树;20,30.5;household
3;3,!1;;
4;4,1;100.00,;the bank
5;;;
6;4,!3;5000.00;the bank
