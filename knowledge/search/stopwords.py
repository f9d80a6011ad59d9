"""Words too common to tell one question from another; also how a language is recognised."""

GERMAN = frozenset(
    """
    ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes
    auch auf aus außer bei beim bereits bin bis bist bitte da dabei dadurch dafür dagegen daher
    dahin damit danach daran darauf daraus darf darin darum darüber das dass davon davor dazu
    dein deine deinem deinen deiner dem den denen denn dennoch der deren des deshalb dessen dich
    die dies diese diesem diesen dieser dieses dir doch dort du durch dürfen eben ein eine einem
    einen einer eines einige einigen einmal er erst es etwa etwas euch euer eure für ganz gar
    gegen gewesen gibt habe haben hallo hat hatte hatten hätte hätten hier hin hinter ich ihm
    ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in ins irgendwie ist ja je jede jedem
    jeden jeder jedes jedoch jemand jetzt kann kannst kein keine keinem keinen keiner können
    könnte könnten leider machen macht man manche mehr mein meine meinem meinen meiner meines
    mich mir mit mittels möchte möchten muss musste müssen nach nachdem nämlich neben nicht
    nichts noch nun nur ob obwohl oder ohne per schon sehr sei sein seine seinem seinen seiner
    seit selbst sich sie sind so sobald solche soll sollen sollte sollten somit sondern sonst
    sowie statt tun über um und uns unser unsere unserem unseren unserer unter usw viel viele
    vielen vom von vor während wann war waren warum was wegen weil welche welchem welchen
    welcher welches wem wen wenig wenn wer werde werden weshalb wessen wie wieder wieso will wir
    wird wirklich wo wobei wodurch woher wohin wollen wollte worden wurde wurden würde würden zu
    zum zur zwar zwischen
    """.split()
)

ENGLISH = frozenset(
    """
    a about above after again all also am an and any are aren as at be because been before being
    below between both but by can cannot could couldn did didn do does doesn doing don down
    during each else ever few for from further had hadn has hasn have haven having he hello her
    here hers herself hi him himself his how however i if in into is isn it its itself just like
    ll many may me might more most much must mustn my myself no nor not now of off on once only
    or other our ours out over own please re really same shall she should shouldn since so some
    such than thank thanks that the their theirs them themselves then there these they this
    those through to too under until up us use using ve very want was wasn we were weren what
    when where whether which while who whom why will with within without would wouldn yet you
    your yours yourself
    """.split()
)
