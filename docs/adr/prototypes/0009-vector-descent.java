// Throw-away prototype for ADR 0009: one update of SGD in vectors of 512 bits, on real ratings in the visiting order of ADR 0003, one thread.
// java --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector [-Dmask=true] 0009-vector-descent.java VARIANT F RATINGS.dat.gz
//   v3 through the segment of each matrix; the others through one constant segment over all memory (with -Dmask=true addresses are masked):
//   v6 loops with a constant number of rounds, v7 the same by two vectors a round, v8 all written out, v9 loops of any length
import java.lang.foreign.*; import java.nio.*; import java.nio.file.*; import java.util.*; import jdk.incubator.vector.*; import java.lang.management.*;
import java.util.zip.*; import java.io.*;
class VectorDescent {
  static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
  static final ByteOrder LE = ByteOrder.nativeOrder();
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  static final VectorShuffle<Float> R8=rot(8),R4=rot(4),R2=rot(2),R1=rot(1);
  static VectorShuffle<Float> rot(int k){return VectorShuffle.fromOp(S,i->(i+k)&15);}
  static final ValueLayout.OfInt I=ValueLayout.JAVA_INT_UNALIGNED; static final ValueLayout.OfFloat FL=ValueLayout.JAVA_FLOAT_UNALIGNED;
  static FloatVector ld(long a){return FloatVector.fromMemorySegment(S,ALL,a,LE);}
  static void st(FloatVector v,long a){v.intoMemorySegment(ALL,a,LE);}
  static float sum(FloatVector a){ a=a.add(a.rearrange(R8)); a=a.add(a.rearrange(R4)); a=a.add(a.rearrange(R2)); return a.add(a.rearrange(R1)).lane(0);}
  static FloatVector sumv(FloatVector a){ a=a.add(a.rearrange(R8)); a=a.add(a.rearrange(R4)); a=a.add(a.rearrange(R2)); return a.add(a.rearrange(R1));}
  static void v3(MemorySegment en,long from,long to,MemorySegment P,MemorySegment Q,int w,float rate,float lam){
    float keep=1-rate*lam;
    for(long n=from;n<to;n++){ int ui=en.get(I,12*n), vi=en.get(I,12*n+4); float r=en.get(FL,12*n+8);
      long u=(long)ui*w, v=(long)vi*w;
      FloatVector a=FloatVector.fromMemorySegment(S,P,u,LE).mul(FloatVector.fromMemorySegment(S,Q,v,LE));
      for(int i=64;i<w;i+=64) a=FloatVector.fromMemorySegment(S,P,u+i,LE).fma(FloatVector.fromMemorySegment(S,Q,v+i,LE),a);
      float e=rate*(r-sum(a));
      for(int i=0;i<w;i+=64){FloatVector x=FloatVector.fromMemorySegment(S,P,u+i,LE),y=FloatVector.fromMemorySegment(S,Q,v+i,LE); y.lanewise(VectorOperators.FMA,e,x.mul(keep)).intoMemorySegment(P,u+i,LE); x.lanewise(VectorOperators.FMA,e,y.mul(keep)).intoMemorySegment(Q,v+i,LE);}
    }}
  static final long MASK = Boolean.getBoolean("mask") ? 0x1FF_FFFF_FFFF_FFFFL : -1;
  static void upv(long u,long v,FloatVector e,FloatVector keep){FloatVector x=ld(u),y=ld(v); st(y.fma(e,x.mul(keep)),u); st(x.fma(e,y.mul(keep)),v);}

  static void v6_32(int[] us,int[] is,float[] rs,int n0,long po,long qo,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*128)&MASK, v=(qo+(long)vi*128)&MASK;
      FloatVector a=ld(u).mul(ld(v));
      for(int i=64;i<128;i+=64) a=ld(u+i).fma(ld(v+i),a);
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(a)).mul(rt);
      for(int i=0;i<128;i+=64) upv(u+i,v+i,e,keep);
    }}
  static void v7_32(int[] us,int[] is,float[] rs,int n0,long po,long qo,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*128)&MASK, v=(qo+(long)vi*128)&MASK;
      FloatVector a=ld(u+64).fma(ld(v+64),ld(u).mul(ld(v)));
      for(int i=128;i<128;i+=128) a=ld(u+i+64).fma(ld(v+i+64),ld(u+i).fma(ld(v+i),a));
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(a)).mul(rt);
      for(int i=0;i<128;i+=128) { upv(u+i,v+i,e,keep); upv(u+i+64,v+i+64,e,keep); }
    }}
  static void v6_64(int[] us,int[] is,float[] rs,int n0,long po,long qo,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*256)&MASK, v=(qo+(long)vi*256)&MASK;
      FloatVector a=ld(u).mul(ld(v));
      for(int i=64;i<256;i+=64) a=ld(u+i).fma(ld(v+i),a);
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(a)).mul(rt);
      for(int i=0;i<256;i+=64) upv(u+i,v+i,e,keep);
    }}
  static void v7_64(int[] us,int[] is,float[] rs,int n0,long po,long qo,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*256)&MASK, v=(qo+(long)vi*256)&MASK;
      FloatVector a=ld(u+64).fma(ld(v+64),ld(u).mul(ld(v)));
      for(int i=128;i<256;i+=128) a=ld(u+i+64).fma(ld(v+i+64),ld(u+i).fma(ld(v+i),a));
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(a)).mul(rt);
      for(int i=0;i<256;i+=128) { upv(u+i,v+i,e,keep); upv(u+i+64,v+i+64,e,keep); }
    }}
  static void v6_128(int[] us,int[] is,float[] rs,int n0,long po,long qo,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*512)&MASK, v=(qo+(long)vi*512)&MASK;
      FloatVector a=ld(u).mul(ld(v));
      for(int i=64;i<512;i+=64) a=ld(u+i).fma(ld(v+i),a);
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(a)).mul(rt);
      for(int i=0;i<512;i+=64) upv(u+i,v+i,e,keep);
    }}
  static void v7_128(int[] us,int[] is,float[] rs,int n0,long po,long qo,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*512)&MASK, v=(qo+(long)vi*512)&MASK;
      FloatVector a=ld(u+64).fma(ld(v+64),ld(u).mul(ld(v)));
      for(int i=128;i<512;i+=128) a=ld(u+i+64).fma(ld(v+i+64),ld(u+i).fma(ld(v+i),a));
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(a)).mul(rt);
      for(int i=0;i<512;i+=128) { upv(u+i,v+i,e,keep); upv(u+i+64,v+i+64,e,keep); }
    }}
  static void v8_32(int[] us,int[] is,float[] rs,int n0,long po,long qo,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*128)&MASK, v=(qo+(long)vi*128)&MASK;
      FloatVector x0=ld(u+0),y0=ld(v+0),x1=ld(u+64),y1=ld(v+64);
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(x1.fma(y1,x0.mul(y0)))).mul(rt);
      st(y0.fma(e,x0.mul(keep)),u+0); st(x0.fma(e,y0.mul(keep)),v+0);
      st(y1.fma(e,x1.mul(keep)),u+64); st(x1.fma(e,y1.mul(keep)),v+64);
    }}
  static void v8_64(int[] us,int[] is,float[] rs,int n0,long po,long qo,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*256)&MASK, v=(qo+(long)vi*256)&MASK;
      FloatVector x0=ld(u+0),y0=ld(v+0),x1=ld(u+64),y1=ld(v+64),x2=ld(u+128),y2=ld(v+128),x3=ld(u+192),y3=ld(v+192);
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(x3.fma(y3,x2.fma(y2,x1.fma(y1,x0.mul(y0)))))).mul(rt);
      st(y0.fma(e,x0.mul(keep)),u+0); st(x0.fma(e,y0.mul(keep)),v+0);
      st(y1.fma(e,x1.mul(keep)),u+64); st(x1.fma(e,y1.mul(keep)),v+64);
      st(y2.fma(e,x2.mul(keep)),u+128); st(x2.fma(e,y2.mul(keep)),v+128);
      st(y3.fma(e,x3.mul(keep)),u+192); st(x3.fma(e,y3.mul(keep)),v+192);
    }}
  static void v8_128(int[] us,int[] is,float[] rs,int n0,long po,long qo,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*512)&MASK, v=(qo+(long)vi*512)&MASK;
      FloatVector x0=ld(u+0),y0=ld(v+0),x1=ld(u+64),y1=ld(v+64),x2=ld(u+128),y2=ld(v+128),x3=ld(u+192),y3=ld(v+192),x4=ld(u+256),y4=ld(v+256),x5=ld(u+320),y5=ld(v+320),x6=ld(u+384),y6=ld(v+384),x7=ld(u+448),y7=ld(v+448);
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(x7.fma(y7,x6.fma(y6,x5.fma(y5,x4.fma(y4,x3.fma(y3,x2.fma(y2,x1.fma(y1,x0.mul(y0)))))))))).mul(rt);
      st(y0.fma(e,x0.mul(keep)),u+0); st(x0.fma(e,y0.mul(keep)),v+0);
      st(y1.fma(e,x1.mul(keep)),u+64); st(x1.fma(e,y1.mul(keep)),v+64);
      st(y2.fma(e,x2.mul(keep)),u+128); st(x2.fma(e,y2.mul(keep)),v+128);
      st(y3.fma(e,x3.mul(keep)),u+192); st(x3.fma(e,y3.mul(keep)),v+192);
      st(y4.fma(e,x4.mul(keep)),u+256); st(x4.fma(e,y4.mul(keep)),v+256);
      st(y5.fma(e,x5.mul(keep)),u+320); st(x5.fma(e,y5.mul(keep)),v+320);
      st(y6.fma(e,x6.mul(keep)),u+384); st(x6.fma(e,y6.mul(keep)),v+384);
      st(y7.fma(e,x7.mul(keep)),u+448); st(x7.fma(e,y7.mul(keep)),v+448);
    }}
  static void v6(int[] us,int[] is,float[] rs,int n0,long po,long qo,int w,float rate,float lam,int nu,int ni){ if(w==128)v6_32(us,is,rs,n0,po,qo,rate,lam,nu,ni); else if(w==256)v6_64(us,is,rs,n0,po,qo,rate,lam,nu,ni); else v6_128(us,is,rs,n0,po,qo,rate,lam,nu,ni);}
  static void v7(int[] us,int[] is,float[] rs,int n0,long po,long qo,int w,float rate,float lam,int nu,int ni){ if(w==128)v7_32(us,is,rs,n0,po,qo,rate,lam,nu,ni); else if(w==256)v7_64(us,is,rs,n0,po,qo,rate,lam,nu,ni); else v7_128(us,is,rs,n0,po,qo,rate,lam,nu,ni);}
  static void v8(int[] us,int[] is,float[] rs,int n0,long po,long qo,int w,float rate,float lam,int nu,int ni){ if(w==128)v8_32(us,is,rs,n0,po,qo,rate,lam,nu,ni); else if(w==256)v8_64(us,is,rs,n0,po,qo,rate,lam,nu,ni); else v8_128(us,is,rs,n0,po,qo,rate,lam,nu,ni);}
  static void v9(int[] us,int[] is,float[] rs,int n0,long po,long qo,int w,float rate,float lam,int nu,int ni){
    FloatVector keep=FloatVector.broadcast(S,1-rate*lam), rt=FloatVector.broadcast(S,rate);
    for(int n=0;n<n0;n++){ int ui=us[n], vi=is[n]; float r=rs[n];
      Objects.checkIndex(ui,nu);Objects.checkIndex(vi,ni);
      long u=(po+(long)ui*w)&MASK, v=(qo+(long)vi*w)&MASK;
      FloatVector a=ld(u).mul(ld(v));
      for(int i=64;i<w;i+=64) a=ld(u+i).fma(ld(v+i),a);
      FloatVector e=FloatVector.broadcast(S,r).sub(sumv(a)).mul(rt);
      for(int i=0;i<w;i+=64) upv(u+i,v+i,e,keep);
    }}
  static int[] CU=new int[2048],CI=new int[2048]; static float[] CR=new float[2048];
  static int chunk(MemorySegment us,MemorySegment is,MemorySegment rs,long x,long y){int m=(int)(y-x); MemorySegment.copy(us,I,4*x,CU,0,m);MemorySegment.copy(is,I,4*x,CI,0,m);MemorySegment.copy(rs,FL,4*x,CR,0,m);return m;}
  public static void main(String[] a) throws Exception {
    int F=Integer.parseInt(a[1]); String var=a[0]; int w=F*4;
    int[] us=new int[1000209], is=new int[1000209]; float[] rs=new float[1000209]; int n=0;
    String f=a[2];
    try(var br=new BufferedReader(new InputStreamReader(new GZIPInputStream(new FileInputStream(f))))){ String l; while((l=br.readLine())!=null){ String[] t=l.split("::"); us[n]=Integer.parseInt(t[0]); is[n]=Integer.parseInt(t[1]); rs[n++]=Float.parseFloat(t[2]); } }
    int NU=6041, NI=3953; Random rnd=new Random(1);
    int[] pu=new int[NU], pi=new int[NI]; for(int i=0;i<NU;i++)pu[i]=rnd.nextInt(8); for(int i=0;i<NI;i++)pi[i]=rnd.nextInt(16);
    Integer[] idx=new Integer[n]; for(int i=0;i<n;i++)idx[i]=i;
    int NN=n; final int[] U=us,V=is;
    Arrays.sort(idx,Comparator.comparingInt((Integer k)->{int r=pu[U[k]],c=pi[V[k]]; return ((c-r+16)%16)*8+r;}).thenComparingInt(k->U[k]).thenComparingInt(k->V[k]));
    Arena ar=Arena.global(); MemorySegment SU=ar.allocate(4L*n,64),SI=ar.allocate(4L*n,64),SR=ar.allocate(4L*n,64); MemorySegment en=ar.allocate(12L*n+64,64);
    // deal
    int s=0; long out=0; List<long[]> blocks=new ArrayList<>();
    while(s<n){ int e=s; int key=key(U,V,pu,pi,idx[s]); while(e<n&&key(U,V,pu,pi,idx[e])==key)e++;
      int len=e-s; long b0=out; int[] st=new int[5]; for(int k=0;k<=4;k++)st[k]=(int)((long)len*k/4); int[] p=st.clone();
      boolean any=true; while(any){any=false; for(int k=0;k<4;k++) if(p[k]<st[k+1]){ int x=idx[s+p[k]++]; en.set(I,12*out,U[x]); en.set(I,12*out+4,V[x]); en.set(FL,12*out+8,rs[x]); SU.setAtIndex(I,out,U[x]);SI.setAtIndex(I,out,V[x]);SR.setAtIndex(FL,out,rs[x]); out++; any=true; }}
      blocks.add(new long[]{b0,out}); s=e; }
    MemorySegment P=ar.allocate((long)NU*w,64),Q=ar.allocate((long)NI*w,64);
    for(long i=0;i<(long)NU*F;i++)P.setAtIndex(FL,i,(float)(rnd.nextFloat()/Math.sqrt(F)*2)); for(long i=0;i<(long)NI*F;i++)Q.setAtIndex(FL,i,(float)(rnd.nextFloat()/Math.sqrt(F)*2));
    ThreadMXBean mx=ManagementFactory.getThreadMXBean(); double best=1e9; StringBuilder sb=new StringBuilder();
    for(int ep=0;ep<30;ep++){ long t=mx.getCurrentThreadCpuTime(); float rate=.03f,lam=.05f;
      for(long[] b:blocks) for(long x=b[0];x<b[1];x+=2048){ long y=Math.min(b[1],x+2048);
        switch(var){ case "v6"->{int m=chunk(SU,SI,SR,x,y); v6(CU,CI,CR,m,P.address(),Q.address(),w,rate,lam,NU,NI);} case "v7"->{int m=chunk(SU,SI,SR,x,y); v7(CU,CI,CR,m,P.address(),Q.address(),w,rate,lam,NU,NI);} case "v8"->{int m=chunk(SU,SI,SR,x,y); v8(CU,CI,CR,m,P.address(),Q.address(),w,rate,lam,NU,NI);} case "v9"->{int m=chunk(SU,SI,SR,x,y); v9(CU,CI,CR,m,P.address(),Q.address(),w,rate,lam,NU,NI);} case "v3"->v3(en,x,y,P,Q,w,rate,lam); } }
      double ns=(mx.getCurrentThreadCpuTime()-t)/(double)n; if(ep>2)best=Math.min(best,ns); if(ep<6||ep>27)sb.append(String.format(" %.1f",ns)); }
    System.out.printf("%s F=%d best %.2f ns = %.1f M/s | %s%n",var,F,best,1e3/best,sb);
  }
  static int key(int[] U,int[] V,int[] pu,int[] pi,int k){int r=pu[U[k]],c=pi[V[k]]; return ((c-r+16)%16)*8+r;}
}
