/**
 * Names that people use for each other, a group a line: the full name first, then what its bearers
 * are called in everyday life, and other spellings of it. A name may be in several groups.
 */
const GROUPS = `
abigail abby abbie gail
adelaide addie heidi adelheid
albert al bert bertie
alexander alex alec sandy xander sasha alejandro alessandro alexandre sascha lex
alexandra alex sandra sandy lexi lexie alejandra alessandra sasha
alfred alf alfie fred freddie
alison ali allie
amanda mandy
andrew andy drew andreas andre andres andrea
anne ann anna annie nan nancy anja
anthony tony ant toni antonio anton antoine
antonia toni tonia
archibald archie
arthur art artie arturo
barbara barb babs barbie baerbel
bartholomew bart
beatrice bea trixie beatriz
benjamin ben benny benji
bernard bernie bernhard bernd
bradley brad
bridget bridie biddy brigitte
cameron cam
caroline carol carrie lina karoline carolina carolyn
catherine kate cathy katie kitty kathy kay cath katherine kathryn katharina katrin catalina kat katrina kathleen
cecilia cissy cece
charles charlie chuck chas chaz karl carl carlos carlo
charlotte lottie charlie lotte
christian chris christoph
christina chris tina christine kristina kirsten kirstin christa christel kristen kristin
christopher chris kit topher kristopher cristobal christoph
clara claire clare klara
daniel dan danny danni
daniella dani ella danielle daniela
david dave davey davy
deborah deb debbie debra
dennis den denny
dolores lola lolita
dominic dom nick dominik domenico
donald don donnie
dorothy dot dottie dolly dora dorothea thea
edmund ed eddie ned ted edmond edmundo
edward ed eddie ned ted teddy eduard eduardo edouard
eleanor ellie nell nellie elle nora lenore eleonore
elizabeth liz lizzie beth betty bess bessie eliza elsie libby lisa betsy elisabeth elise elspeth lilibet isabel sissi elisa
ellen nell nellie helen
emily em emmy milly emilie emilia
emma em emmy
eric erich erik rick
ernest ernie ernst ernesto
esther essie hester
eugene gene
evelyn eve evie
ferdinand ferdi nando fernando
florence flo florrie flossie
frances fran fanny frankie francesca franziska franzi
francis frank fran frankie franz francisco paco pancho francois franco
frederick fred freddie fritz friedrich rick federico frederic
gabriel gabe gabi
gabriele gabi gabriella
genevieve jenny ginny
geoffrey geoff jeff jeffrey jeffery gottfried
george georgie georg jorge giorgio georges jurgen juergen
gerald gerry jerry gerd
gerard gerry jerry gerhard gerardo gerd
gertrude trudy gertie gertrud trudi
gilbert gil bert
gregory greg gregor
guillermo memo william
gustav gus gustave
gwendolyn gwen
harold harry hal harald
harriet hattie harry
helen nell nellie lena helena helene
henry harry hank hal heinrich heinz hinz enrique henri heiner
herbert herb bert
hermann manny
horace horry
howard howie
hugh hughie hugo
ignatius iggy nacho ignacio ignaz
isaac ike zac
isabel bella isabella izzy belle isabelle
jacob jake jakob jim jimmy
jacqueline jackie jacqui
james jim jimmy jamie jem jimmie diego jaime jack
jane janie jenny jean
jason jay
jeremiah jerry jeremy
jessica jess jessie
joan joanie joanna johanna
joanna jo joanne johanna
john jack johnny jon jonny ian sean hans johann johannes juan jean giovanni johan jan ivan
jonathan jon jonny nathan
joseph joe joey jos josef jose pepe giuseppe sepp
josephine jo josie josefine
joshua josh
judith judy judi
julia julie jules jill juliana
katarzyna kasia
kenneth ken kenny
kimberley kim kimberly
klaus nicholas nikolaus claus
laurence larry lawrence laurie lars lorenz lorenzo laurent
leonard len leo lenny leonhard leon
leopold leo poldi
lewis lou louis lew luis ludwig luigi louie
lillian lily lil lilly
louise lou louisa luise lulu
lucas luke luc lukas
lucy lucie lucinda lucia
magdalena lena leni magda maddie madeleine
malcolm mal
manuel manny manolo emanuel
margaret maggie meg peggy peggie marge margie madge daisy greta gretel margarete margarita marguerite margot rita gretchen
maria mary marie molly polly mia mitzi mimi maja marion mae
marianne mary
mark marc markus marcus marcos marco
martha mattie patty marta
martin marty martyn
matilda tilly mattie mathilde
matthew matt matty matthias mateo matthieu
maurice moe morris moritz
maximilian max maxim
maxwell max
melissa mel missy lissa
michael mike mick micky mikey michel miguel mitch michele
michelle shelly micky michele
mildred millie
mohamed mohammed muhammad mohammad muhammed mohamad mhd md mo mehmet mohd muhamed mehmed
nathaniel nat nathan nate
nicholas nick nicky nicolas nico klaus nikolas niko
nicole nicky nikki
norman norm
oliver ollie olli
olivia liv livvy
oscar ossie oskar
oswald oz ozzie
pamela pam
patricia pat patty tricia trish patsy
patrick pat paddy pat rick patricio
paul paulie pablo paolo pavel
penelope penny
peter pete pedro pietro pierre petra
philip phil pip philipp felipe phillip philippe
priscilla cilla
rachel rae raquel
raymond ray raimund ramon
rebecca becky becca rebekka
reginald reg reggie
richard rick dick rich ricky richie ricardo riccardo
robert rob bob bobby robbie bert rupert roberto robin robbie
roderick rod rory ray
roger rodge rudiger ruediger
roland rollo rolf orlando
ronald ron ronnie ronny ronni
rose rosie rosa rosemary
rosalind roz
rudolf rudi rudy rolf rudolph
russell russ
ruth ruthie
samantha sam sammie
samuel sam sammy
sarah sally sadie sara zara sahra
sebastian seb bas basti
siegfried sigi
sophia sophie sofia sofie
stanley stan
stephanie steph steffi stefanie
stephen steve stevie steven stefan stephan esteban etienne stefano
susan sue susie suzy susanna susanne suzanne susana
sylvester sly
sylvia silvia syl
teresa tess terry tessa theresa therese resi
thaddeus tad thad
theodore ted teddy theo theodor
thomas tom tommy thom tomas
timothy tim timmy
tobias toby tobi
ursula ulla uschi
valentine val
valerie val
veronica ronnie vera veronika
victor vic viktor
victoria vicky tori viktoria
vincent vince vinny vinzenz
virginia ginny ginger
walter walt wally wat walther
wilfred wilf fred
wilhelmina mina minnie billie wilma
william will bill billy willie wilhelm willi guillaume liam willy
winifred winnie fred
zachary zach zac zack
abdullah abdallah abd
ahmed ahmad achmed ahmet
ali aly
hassan hasan hassen
hussein husain hussain hossein huseyin
khaled khalid
omar umar omer
yusuf youssef yousef josef joseph
fatima fatma fatimah
aisha aysha ayesha aicha ayse
`;

const NO_GROUPS: readonly number[] = [];

const groupsByName = new Map<string, number[]>();
for (const [index, line] of GROUPS.trim().split("\n").entries()) {
  for (const name of new Set(line.split(" ").map(stemOf))) {
    groupsByName.set(name, [...(groupsByName.get(name) ?? []), index]);
  }
}

/** The groups that a name (lower case) is in; two names of one group may be one person's. */
export function nicknameGroupsOf(name: string): readonly number[] {
  return groupsByName.get(stemOf(name)) ?? NO_GROUPS;
}

/** Short names end as one likes: Kathy, Kathie, Kathi. */
function stemOf(name: string): string {
  return name.length > 3 ? name.replace(/(?:y|ie|i|ey)$/, "i") : name;
}
